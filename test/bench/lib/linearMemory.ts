/**
 * Watches every WebAssembly memory from here on, made alone or exported by an instance: Node counts none of them among its
 * ArrayBuffers. A memory never shrinks, so what it is at the end was its peak.
 * @returns how many bytes they are now
 */
export function watchLinearMemory(): () => number {
  const memories = new Set<WebAssembly.Memory>();
  const see = (instance: WebAssembly.Instance): void => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  watchConstructors(see, memories);
  watchInstantiate(see);
  return () => [...memories].reduce((bytes, { buffer }) => bytes + buffer.byteLength, 0);
}

function watchConstructors(see: (instance: WebAssembly.Instance) => void, memories: Set<WebAssembly.Memory>): void {
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(target, [descriptor]) {
      const memory = new target(descriptor as WebAssembly.MemoryDescriptor);
      memories.add(memory);
      return memory;
    },
  });
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module as WebAssembly.Module, imports as WebAssembly.Imports);
      see(instance);
      return instance;
    },
  });
}

function watchInstantiate(see: (instance: WebAssembly.Instance) => void): void {
  WebAssembly.instantiate = new Proxy(WebAssembly.instantiate, {
    async apply(target, self, parameters) {
      const result = await Reflect.apply(target, self, parameters) as WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
      see('instance' in result ? result.instance : result);
      return result;
    },
  }) as typeof WebAssembly.instantiate;
}
