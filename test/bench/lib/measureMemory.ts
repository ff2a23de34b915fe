import type { Prepared } from './competitor.ts';
import { watchLinearMemory } from './linearMemory.ts';
import type { Memory } from './protocol.ts';

const linearMemory = watchLinearMemory();

/**
 * Makes so many steps. The most ArrayBuffers seen after any of them, and linear memory at the end.
 * What preparing left behind is collected first where Node lets it (`--expose-gc`).
 */
export async function measureMemory(prepared: Prepared, steps: number): Promise<Memory> {
  globalThis.gc?.();
  let arrayBuffers = process.memoryUsage().arrayBuffers;
  for (let step = 0; step < steps; step++) {
    await prepared.step();
    arrayBuffers = Math.max(arrayBuffers, process.memoryUsage().arrayBuffers);
  }
  return { arrayBuffers, linear: linearMemory() };
}
