import { expect, test } from 'vitest';
import { Windows } from '../../../src/core/data/windows.ts';

const rows = Float32Array.of(0, 100, 1, 101, 2, 102, 3, 103, 4, 104); // [5, 2]

test('a window with one target has it `horizon` rows after its last', () => {
  const windows = new Windows(rows, 2, { tau: 2, horizon: 2, output: 'last' });
  expect(windows.count).toBe(2);
  expect(windows.lastTarget(1)).toBe(4);
  expect(windows.batch([1, 0])).toEqual({
    batchSize: 2, tau: 2, continues: false,
    x: { kind: 'rows', size: 2, tau: 2, data: Float32Array.of(1, 101, 2, 102, 0, 100, 1, 101) },
    y: { kind: 'rows', size: 1, tau: 1, data: Float32Array.of(4, 3) },
  });
});

test('a window with a target at each step shifts them by `horizon`', () => {
  const { y } = new Windows(rows, 2, { tau: 3, horizon: 1, output: 'each' }).batch([1]);
  expect(y).toEqual({ kind: 'rows', size: 1, tau: 3, data: Float32Array.of(2, 3, 4) });
});

test('a table shorter than a window and its target has none', () => {
  expect(new Windows(rows, 2, { tau: 5, horizon: 1, output: 'last' }).count).toBe(0);
});
