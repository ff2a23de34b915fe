import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeatMapCells, matrixSize } from '../../../src/core/checkpoint/heatMap.ts';

function meansOf(chunks: readonly number[][], rows: number, columns: number, largest: number): number[] {
  const cells = new HeatMapCells(rows, columns, largest);
  for (const chunk of chunks) cells.add(chunk);
  return Array.from(cells.means());
}

describe('a tensor as a matrix', () => {
  test.each([[[], 1, 1], [[5], 1, 5], [[2, 3], 2, 3], [[2, 3, 4], 6, 4], [[0, 3], 0, 3], [[3, 0], 3, 0]])('%j', (shape, rows, columns) => {
    expect(matrixSize(shape)).toEqual({ rows, columns });
  });
});

describe('cells', () => {
  test('are the elements themselves where they fit', () => {
    expect(meansOf([[1, 2], [3], [4, 5, 6]], 2, 3, 256)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('are means of blocks where they do not', () => {
    expect(meansOf([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]], 4, 4, 2)).toEqual([3.5, 5.5, 11.5, 13.5]);
  });

  test('show a NaN that is among many', () => {
    expect(meansOf([[1, NaN, 3, 4]], 1, 4, 2)).toEqual([NaN, 3.5]);
  });

  test('agree with the definition for any size and any chunks: element k is in cell ⌊k · cells / elements⌋', () => {
    const sizes = fc.record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 12 }) });
    fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 150 }), ({ rows, columns }, largest, chunk) => {
      const values = Array.from({ length: rows * columns }, (_, k) => (k * 37) % 101);
      const chunks = Array.from({ length: Math.ceil(values.length / chunk) }, (_, k) => values.slice(k * chunk, (k + 1) * chunk));
      const blocks = new Map<string, number[]>();
      values.forEach((value, k) => {
        const cell = (index: number, elements: number) => Math.floor((index * Math.min(elements, largest)) / elements);
        const key = `${cell(Math.floor(k / columns), rows)},${cell(k % columns, columns)}`;
        blocks.set(key, [...(blocks.get(key) ?? []), value]);
      });
      const expected = Array.from(blocks.values(), (block) => Math.fround(block.reduce((sum, value) => sum + value) / block.length));
      expect(meansOf(chunks, rows, columns, largest)).toEqual(expected);
    }));
  });
});
