import type { Pointer } from './kernels.ts';

const page = 65536;
/** A cache line: no array shares one with another. */
const line = 64;

/** n rounded up to a multiple of `unit`. */
export const roundUp = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/**
 * Hands out a linear memory from its beginning, and makes it grow. Growing takes the memory's buffer away: a view is good until
 * the next `take`, so views are made where they are used.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  #end: Pointer;
  /** What lies from here on was never handed out: it is 0, and costs nothing until it is written. */
  #fresh: Pointer;

  /** @param start what lies before it is left alone */
  constructor(memory: WebAssembly.Memory, start: Pointer = line) {
    this.memory = memory;
    this.#end = start;
    this.#fresh = memory.buffer.byteLength;
  }

  /** Bytes in use. */
  get size(): number {
    return this.#end;
  }

  /** Room for `bytes`, all 0. Throws a `RangeError` where the platform gives no more memory. */
  take(bytes: number): Pointer {
    const used = this.#fresh;
    const at = this.takeAsItIs(bytes);
    if (at < used) this.float64(at, Math.ceil((Math.min(this.#end, used) - at) / 8)).fill(0); // of shared memory number by number: as bytes that takes milliseconds
    return at;
  }

  /** The same, whatever stands there: of what is written before it is read. A megabyte of shared memory takes a third of a millisecond to clear. */
  takeAsItIs(bytes: number): Pointer {
    const at = roundUp(this.#end, line);
    const missing = at + bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / page));
    this.#end = at + bytes;
    this.#fresh = Math.max(this.#fresh, this.#end);
    return at;
  }

  /** Gives back all that was taken since `size` was this. */
  release(size: number): void {
    this.#end = size;
  }

  float32(at: Pointer, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  float64(at: Pointer, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length);
  }

  int32(at: Pointer, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }
}
