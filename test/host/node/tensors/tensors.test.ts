import { truncate } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { encodeSafetensors } from '../../../../src/core/checkpoint/safetensors.ts';
import { readHeader } from '../../../../src/host/node/tensors/header.ts';
import { readHeatMap } from '../../../../src/host/node/tensors/heatMap.ts';
import { readStatistics } from '../../../../src/host/node/tensors/statistics.ts';
import { fileOf, temporaryFile } from './temporaryFile.ts';

describe('the header of a file', () => {
  test('comes without where the bytes are', async () => {
    const bytes = encodeSafetensors([{ name: 'W', dtype: 'F32', shape: [1, 2], data: Float32Array.of(1, 2) }], { step: '3' });
    expect(await readHeader(await temporaryFile(bytes))).toEqual({
      bytes: bytes.length, metadata: { step: '3' }, tensors: [{ name: 'W', dtype: 'F32', shape: [1, 2], count: 2, bytes: 8 }],
    });
  });

  test.each([[0, 'has 0 bytes'], [5, 'has 5 bytes'], [20, 'the file is cut short'], [-1, 'the file is cut short']])('of a file cut to %i bytes is a sentence', async (length, message) => {
    const bytes = encodeSafetensors([{ name: 'W', dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }], {});
    const file = await temporaryFile(bytes);
    await truncate(file, length < 0 ? bytes.length + length : length);
    await expect(readHeader(file)).rejects.toThrow(message);
  });

  test('of a file that is gone, or is a folder, is a sentence', async () => {
    await expect(readHeader('/nowhere/x.safetensors')).rejects.toThrow('The file is not there any more.');
    await expect(readHeader('/')).rejects.toThrow('This is a folder, not a file.');
  });
});

describe('statistics', () => {
  test('over several chunks are those of the closed form', async () => {
    const count = 2_500_000;
    const { finite, histogram, ...rest } = await readStatistics(await fileOf('ramp', [count], Array.from({ length: count }, (_, k) => k)), 'ramp');
    expect(rest).toEqual({ name: 'ramp', nans: 0, infinities: 0 });
    expect(finite).toMatchObject({ min: 0, max: count - 1, mean: (count - 1) / 2 });
    expect(finite!.standardDeviation).toBeCloseTo(Math.sqrt((count ** 2 - 1) / 12), 4);
    expect(histogram).toHaveLength(64);
    for (const bin of histogram) expect(Math.abs(bin - count / 64)).toBeLessThanOrEqual(1);
  });

  test('of what is not finite, and of nothing', async () => {
    expect(await readStatistics(await fileOf('x', [2], [NaN, Infinity]), 'x')).toEqual({ name: 'x', nans: 1, infinities: 1, histogram: [] });
    expect(await readStatistics(await fileOf('x', [0, 4], []), 'x')).toEqual({ name: 'x', nans: 0, infinities: 0, histogram: [] });
  });

  test('of a tensor that is not there is a sentence', async () => {
    await expect(readStatistics(await fileOf('x', [1], [1]), 'y')).rejects.toThrow('no tensor “y”');
  });
});

describe('a heat map', () => {
  test('of a matrix larger than a page shows is of averages', async () => {
    const [rows, columns] = [600, 2];
    const data = Array.from({ length: rows * columns }, (_, k) => (k % 2 === 0 ? 1 : -3));
    const { buffer, ...size } = await readHeatMap(await fileOf('W', [rows, columns], data), 'W');
    expect(size).toEqual({ name: 'W', rows: 256, columns: 2, fullRows: 600, fullColumns: 2 });
    expect(new Float32Array(buffer)).toEqual(Float32Array.from({ length: 512 }, (_, k) => (k % 2 === 0 ? 1 : -3)));
  });
});
