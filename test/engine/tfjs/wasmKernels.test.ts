import { concat, memory, reshape, split, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { start } from './start.ts';

describe('kernels put in place of those of the WASM backend', () => {
  beforeAll(async () => { await start('wasm'); });
  const counted = () => tensor(Array.from({ length: 24 }, (_, i) => i), [2, 3, 4]);

  it.each([[0, 2], [1, 3], [2, 2], [-1, 4]])('split along axis %d into %d: joined again, they are the whole', async (axis, pieces) => {
    const parts = split(counted(), pieces, axis);
    expect(parts).toHaveLength(pieces);
    expect(await concat(parts, axis).array()).toEqual(await counted().array());
  });

  it('split into unequal pieces', async () => {
    const [left, right] = split(counted(), [1, 3], 2);
    expect(await left!.array()).toEqual([[[0], [4], [8]], [[12], [16], [20]]]);
    expect(right!.shape).toEqual([2, 3, 3]);
  });

  it('split integers', async () => {
    const [, second] = split(tensor([1, 2, 3, 4], [2, 2], 'int32'), 2, 0);
    expect([second!.dtype, ...await second!.data()]).toEqual(['int32', 3, 4]);
  });

  it('sum the rows of a matrix, and anything else as before', async () => {
    const matrix = () => tensor([1, 2, 3, 4, 5, 6], [3, 2]);
    expect(await sum(matrix(), 0).array()).toEqual([9, 12]);
    expect(await sum(matrix(), 0, true).array()).toEqual([[9, 12]]);
    expect(await sum(matrix(), 1).array()).toEqual([3, 7, 11]);
    expect(await sum(matrix()).array()).toBe(21);
    expect(await sum(counted(), 0).array()).toEqual([[12, 14, 16, 18], [20, 22, 24, 26], [28, 30, 32, 34]]);
  });

  it('a copy outlives what it was copied from, and both are freed', async () => {
    const before = memory().numTensors;
    const original = counted();
    const copy = original.clone();
    original.dispose();
    const next = tidy(() => reshape(counted(), [24])); // takes freed memory, if there were any
    expect((await copy.data())[23]).toBe(23);
    copy.dispose();
    next.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
