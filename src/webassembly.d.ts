// What the kernels need of WebAssembly, which every platform has and only the DOM's library declares.

declare namespace WebAssembly {
  class Memory {
    constructor(limits: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Module { readonly module: unique symbol }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, Memory>>);
    readonly exports: Record<string, unknown>;
  }
  function validate(bytes: ArrayBuffer | ArrayBufferView): boolean;
  function compile(bytes: ArrayBuffer | ArrayBufferView): Promise<Module>;
}
