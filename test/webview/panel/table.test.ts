import { expect, it } from 'vitest';
import { Table } from '../../../webview/panel/table.ts';
import { tableOf } from './tables.ts';

it('grows by what is appended, column by column', () => {
  const table = Table.empty.append(tableOf({ step: [1, 2], loss: [3, 2.5] })).append(tableOf({ step: [3], loss: [2] }));
  expect(table.rows).toBe(3);
  expect([...table.column('step')]).toEqual([1, 2, 3]);
  expect([...table.column('loss')]).toEqual([3, 2.5, 2]);
  expect(table.last('loss')).toBe(2);
});

it('has NaN where a column is missing, before it came or after it went', () => {
  const table = Table.empty.append(tableOf({ step: [1] })).append(tableOf({ step: [2], loss: [5] })).append(tableOf({ step: [3] }));
  expect([...table.column('loss')]).toEqual([NaN, 5, NaN]);
});

it('leaves earlier tables as they were, also when memory is shared or grown', () => {
  const first = Table.empty.append(tableOf({ step: [1, 2] }));
  const second = first.append(tableOf({ step: Array.from({ length: 5000 }, (_, i) => i) }));
  expect([...first.column('step')]).toEqual([1, 2]);
  expect(second.rows).toBe(5002);
  expect(second.column('step')[5001]).toBe(4999);
});

it('is the same table when nothing came', () => {
  expect(Table.empty.append(tableOf({ step: [] }))).toBe(Table.empty);
});

it('knows no value of a column that is not there', () => {
  expect(Table.empty.last('loss')).toBeUndefined();
  expect(Table.empty.column('loss')).toHaveLength(0);
});
