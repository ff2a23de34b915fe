import { expect, it } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { segments, stretches } from '../../../src/core/train/truncation.ts';

/** Two sequences of six steps, whose elements are t and 10 + t. */
const x = Int32Array.of(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15);
const each: Batch = {
  batchSize: 2, tau: 6, continues: true, x: { kind: 'indices', size: 20, tau: 6, data: x }, y: { kind: 'indices', size: 20, tau: 6, data: x },
};
const last: Batch = { ...each, y: { kind: 'rows', size: 1, tau: 1, data: Float32Array.of(7, 8) } };

/** The steps of the first sequence, those whose outputs count in brackets; `< ` where the state goes on, `lead … |` in front of others. */
const written = (batch: Batch, k1: number, k2: number): string[] => Array.from(segments(batch, { kind: 'truncated', k1, k2 }), ({ batch: own, continues, lead, counts }) => {
  const first = ({ x: { data }, tau }: Batch) => Array.from(data.subarray(0, tau));
  const counted = (t: number) => counts && (own.y.tau === own.tau ? own.y.mask?.[t] ?? 1 : t === own.tau - 1 ? own.y.mask?.[0] ?? 1 : 0) === 1;
  const steps = first(own).map((element, t) => (counted(t) ? `[${element}]` : String(element))).join(' ');
  return (continues ? '< ' : lead ? `${first(lead).join(' ')} | ` : '') + steps;
});

it('is the batch itself where k1 reaches over the whole window', () => {
  for (const k of [6, 7, 100]) expect([...segments(each, { kind: 'truncated', k1: k, k2: k })]).toEqual([{ batch: each, from: 0, counts: true, continues: false }]);
  expect([...segments(each, { kind: 'full' })][0]!.batch).toBe(each);
});

it.each([
  [2, 2, ['[0] [1]', '< [2] [3]', '< [4] [5]']],
  [4, 4, ['[0] [1] [2] [3]', '0 1 | 2 3 [4] [5]']],
  [2, 3, ['[0] [1]', '0 | 1 [2] [3]', '1 2 | 3 [4] [5]']],
  [1, 2, ['[0]', '0 [1]', '0 | 1 [2]', '1 | 2 [3]', '2 | 3 [4]', '3 | 4 [5]']],
  [3, 9, ['[0] [1] [2]', '0 1 2 [3] [4] [5]']],
])('every %d steps, through %d', (k1, k2, expected) => {
  expect(written(each, k1, k2)).toEqual(expected);
});

it('with one output at the end only the last segment counts', () => {
  expect(written(last, 2, 4)).toEqual(['0 1', '0 1 2 3', '0 1 | 2 3 4 [5]']);
});

it('keeps the masks of the batch, and both sequences', () => {
  const masked: Batch = { ...each, x: { ...each.x, mask: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0) }, y: { ...each.y, mask: Float32Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0) } };
  const [, second] = segments(masked, { kind: 'truncated', k1: 3, k2: 4 });
  expect(second!.batch).toMatchObject({
    tau: 4,
    x: { tau: 4, data: Int32Array.of(2, 3, 4, 5, 12, 13, 14, 15), mask: Float32Array.of(1, 1, 1, 1, 1, 0, 0, 0) },
    y: { tau: 4, mask: Float32Array.of(0, 0, 1, 0, 0, 0, 0, 0) },
  });
});

it('in stretches every step is read once, the last stretch being shorter', () => {
  expect(Array.from(stretches(each, 4), ({ batch: { tau, x: own }, from }) => [from, tau, [...own.data]])).toEqual([[0, 4, [0, 1, 2, 3, 10, 11, 12, 13]], [4, 2, [4, 5, 14, 15]]]);
});
