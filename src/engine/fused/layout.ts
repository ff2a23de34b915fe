import type { Pointer } from '../kernels/kernels.ts';
import { F32 } from './fusedCell.ts';
import type { Places, Sizes } from './fusedCell.ts';

/** Arrays begin at a cache line, so that threads which write side by side do not disturb each other. */
const line = 64;

/** Hands out one stretch of memory after another; nothing is given back. */
export class Layout {
  constructor(private next: Pointer) {}

  /** Where what is still free begins. */
  get end(): Pointer {
    return this.next;
  }

  /** @param count of numbers, 4 bytes each */
  take(count: number): Pointer {
    const at = this.next;
    this.next = Math.ceil((at + count * F32) / line) * line;
    return at;
  }

  takeAll(sizes: Sizes): Places {
    return Object.fromEntries(Object.entries(sizes).map(([name, count]) => [name, this.take(count)]));
  }
}

const page = 65_536;

/** Makes the memory reach to `end`. @throws Error, a sentence, where it can't */
export function reach(memory: WebAssembly.Memory, end: Pointer): void {
  const missing = Math.ceil((end - memory.buffer.byteLength) / page);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    throw new Error(`This model and batch need ${(end / 1e9).toFixed(1)} GB of memory, more than there is: lower \`hiddenSize\`, \`batchSize\` or \`tau\`.`);
  }
}
