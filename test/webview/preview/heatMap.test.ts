import { describe, expect, test } from 'vitest';
import type { HeatMap } from '../../../src/protocol/preview.ts';
import { cellAfterKey, readout } from '../../../webview/preview/details/heatMapCell.ts';
import { limitOf, shareOf } from '../../../webview/preview/details/heatMapImage.ts';
import { heatMapSize } from '../../../webview/preview/details/heatMapSize.ts';

const map = (rows: number, columns: number, fullRows = rows, fullColumns = columns): HeatMap =>
  ({ name: 'W', rows, columns, fullRows, fullColumns, buffer: new ArrayBuffer(0) });

describe('the readout', () => {
  test('names the element where a cell is one', () => {
    expect(readout({ row: 1, column: 0 }, map(2, 2), Float32Array.of(1, 2, -0.5, 4))).toBe('row 1, column 0: -0.5');
  });

  test('names the elements that a cell averages: all of them, each once', () => {
    const reduced = map(1, 3, 1, 7);
    const words = [0, 1, 2].map((column) => readout({ row: 0, column }, reduced, Float32Array.of(1, 2, NaN)));
    expect(words).toEqual(['row 0, columns 0–2: mean 1', 'row 0, columns 3–4: mean 2', 'row 0, columns 5–6: mean NaN']);
  });

  test('follows the arrow keys and stays within', () => {
    expect(cellAfterKey('ArrowRight', undefined, map(2, 2))).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('ArrowRight', { row: 0, column: 1 }, map(2, 2))).toEqual({ row: 0, column: 1 });
    expect(cellAfterKey('ArrowDown', { row: 0, column: 1 }, map(2, 2))).toEqual({ row: 1, column: 1 });
    expect(cellAfterKey('Tab', { row: 0, column: 1 }, map(2, 2))).toBeUndefined();
  });
});

describe('the scale', () => {
  test('reaches as far below zero as above, over what is finite', () => {
    expect(limitOf(Float32Array.of(1, -3, NaN, Infinity))).toBe(3);
    expect([-3, 0, 1.5, Infinity, -Infinity].map((value) => shareOf(value, 3))).toEqual([-1, 0, 0.5, 1, -1]);
    expect([0, Infinity].map((value) => shareOf(value, 0))).toEqual([0, 1]);
  });
});

test('a picture fits, with square cells unless a side would be too thin to point at', () => {
  expect(heatMapSize({ rows: 128, columns: 256 }, 400)).toEqual({ width: 400, height: 200 });
  expect(heatMapSize({ rows: 4, columns: 7 }, 400)).toEqual({ width: 168, height: 96 });
  expect(heatMapSize({ rows: 1, columns: 256 }, 400)).toEqual({ width: 400, height: 28 });
  expect(heatMapSize({ rows: 256, columns: 1 }, 400)).toEqual({ width: 28, height: 420 });
});
