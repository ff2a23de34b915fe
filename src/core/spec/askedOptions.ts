/** Options as code is given them, and which it has asked for so far, by name, there or not; undefined once it took all of them as they are. */
export function listened<O extends object>(options: O): { readonly options: O; readonly asked: () => string[] | undefined } {
  const names = new Set<string>();
  let takesAll = false;
  const heard = (key: string | symbol): void => void (typeof key === 'string' && names.add(key));
  return {
    asked: () => (takesAll ? undefined : [...names]),
    options: new Proxy(options, {
      get: (target, key) => { heard(key); return Reflect.get(target, key) as unknown; },
      has: (target, key) => { heard(key); return Reflect.has(target, key); },
      ownKeys: (target) => { takesAll = true; return Reflect.ownKeys(target); },
    }),
  };
}
