import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { reservoirKernels } from '../../../src/worker/node/reservoirKernels.ts';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

test.each([1, 2])('a memory that is given back goes to the next, unless it grew beyond what is kept (%d threads)', async (threads) => {
  const open = await reservoirKernels(dist, threads, 2 ** 20);
  /** Bytes of a memory that another has taken so many of. */
  const after = async (taken: number): Promise<number> => {
    const first = await open();
    first.arena.take(taken);
    first.giveBack!();
    const { arena: { memory }, giveBack } = await open();
    giveBack!();
    return memory.buffer.byteLength;
  };
  expect(await after(2 ** 19)).toBeGreaterThanOrEqual(2 ** 19);
  expect(await after(2 ** 21)).toBeLessThanOrEqual(2 ** 16);
});
