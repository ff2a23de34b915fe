/** So many sequences of a task are drawn to hear which options it asks for. */
export const sequencesHeard = 8;

/**
 * Which options code asks for, by name, there or not; undefined where that is not known: none are given, it took all of them as they are, or it threw.
 * @param use makes it of options that listen, and uses it bit by bit, as long as one that is given is not asked for; what it made is not for any other use
 */
export function askedOf<O extends object>(given: O, use: (options: O) => Iterable<unknown>): string[] | undefined {
  const names = Object.keys(given);
  if (names.length === 0) return undefined;
  const { options, asked } = listened(given);
  try {
    for (const _ of use(options)) {
      const heard = asked();
      if (!heard || names.every(name => heard.includes(name))) break;
    }
  } catch {
    return undefined; // what is wrong with the code is said where it is used; options that listen cannot be cloned
  }
  return asked();
}

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
