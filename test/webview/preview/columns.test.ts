import { describe, expect, test } from 'vitest';
import type { TensorEntry, TensorStatistics } from '../../../src/protocol/preview.ts';
import { shownTensors, statisticText, type ColumnKey } from '../../../webview/preview/columns.ts';

const tensor = (name: string, shape: number[]): TensorEntry => ({ name, dtype: 'F32', shape, count: shape.reduce((a, b) => a * b, 1), bytes: 0 });
const tensors = [tensor('layers.10.W', [2, 3]), tensor('layers.2.W', [10]), tensor('output.V', [2, 20])];
const of = (name: string, mean: number): [string, TensorStatistics] =>
  [name, { name, finite: { min: 0, max: 1, mean, standardDeviation: 0 }, nans: 0, infinities: 0, histogram: [] }];
const statistics = new Map([of('layers.10.W', 3), of('output.V', -1)]);

function shown(column: ColumnKey, descending = false, filter = ''): string[] {
  return shownTensors(tensors, { filter, sort: { column, descending } }, statistics).map(({ name }) => name);
}

describe('the tensors shown', () => {
  test('have the filter’s text in their name, in the order of the file', () => {
    expect(shown('position')).toEqual(['layers.10.W', 'layers.2.W', 'output.V']);
    expect(shown('position', false, ' LAYERS')).toEqual(['layers.10.W', 'layers.2.W']);
    expect(shown('position', false, 'nothing')).toEqual([]);
  });

  test.each<[ColumnKey, string[]]>([
    ['name', ['layers.2.W', 'layers.10.W', 'output.V']],
    ['count', ['layers.10.W', 'layers.2.W', 'output.V']],
    ['shape', ['layers.10.W', 'output.V', 'layers.2.W']],
  ])('are sorted by %s', (column, names) => {
    expect(shown(column)).toEqual(names);
    expect(shown(column, true)).toEqual(names.toReversed());
  });

  test('come last where what they are sorted by is not known, both ways', () => {
    expect(shown('mean')).toEqual(['output.V', 'layers.10.W', 'layers.2.W']);
    expect(shown('mean', true)).toEqual(['layers.10.W', 'output.V', 'layers.2.W']);
  });
});

test('a statistic of nothing finite is a dash', () => {
  const none = { name: 'x', nans: 1200, infinities: 0, histogram: [] };
  expect([statisticText(none, 'mean'), statisticText(none, 'nans')]).toEqual(['–', '1,200']);
});
