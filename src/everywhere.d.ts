// The few globals that every JavaScript platform has and that the ES library does not declare.
// Layers which must run anywhere compile with these and nothing of DOM or Node.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(task: () => void): void;

interface TimerHandle { readonly timer: unique symbol }
declare function setTimeout(task: () => void, milliseconds?: number): TimerHandle;
declare function clearTimeout(handle: TimerHandle | undefined): void;
declare function setInterval(task: () => void, milliseconds?: number): TimerHandle;
declare function clearInterval(handle: TimerHandle | undefined): void;

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare const console: Record<'log' | 'info' | 'warn' | 'error', (...parts: unknown[]) => void>;
declare const performance: { now(): number };

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
