import { describe, expect, test } from 'vitest';
import type { TensorEntry, TensorStatistics, ToPreview } from '../../../src/protocol/preview.ts';
import { firstView, initialState, nextToAsk, reduce, type Action, type PreviewState } from '../../../webview/preview/state.ts';

const tensor = (name: string): TensorEntry => ({ name, dtype: 'F32', shape: [2], count: 2, bytes: 8 });
const header = (...names: string[]): ToPreview => ({ type: 'header', file: 'x', bytes: 1, tensors: names.map(tensor), metadata: {} });
const statistics = (name: string): TensorStatistics => ({ name, nans: 0, infinities: 0, histogram: [] });
const heatMap = (name: string): ToPreview => ({ type: 'heatMap', heatMap: { name, rows: 1, columns: 2, fullRows: 1, fullColumns: 2, buffer: new ArrayBuffer(8) } });
const after = (...actions: Action[]): PreviewState => actions.reduce(reduce, initialState(firstView));

describe('what is asked for', () => {
  const wanted = ['a', 'b', 'c', 'd', 'e', 'f'].map(tensor);

  test('is a few at a time, each once, in the order in which it is wanted', () => {
    const first = after(header('a', 'b', 'c', 'd', 'e', 'f'));
    expect(nextToAsk(first, wanted)).toEqual(['a', 'b', 'c', 'd']);
    const asked = reduce(first, { type: 'asked', names: ['a', 'b', 'c', 'd'] });
    expect(nextToAsk(asked, wanted)).toEqual([]);
    expect(nextToAsk(reduce(asked, { type: 'statistics', statistics: statistics('b') }), wanted)).toEqual(['e']);
  });

  test('goes on after a tensor that could not be read', () => {
    const failed = after(header('a'), { type: 'pressed', of: 'sample' }, { type: 'asked', names: ['a'] }, { type: 'problem', of: 'statistics', name: 'a', message: 'no' });
    expect(failed.statistics.get('a')).toEqual({ problem: 'no' });
    expect(nextToAsk(failed, wanted)).toEqual(['b', 'c', 'd', 'e']);
  });

  test('is everything again when the file has changed', () => {
    const changed = after(header('a'), { type: 'asked', names: ['a'] }, { type: 'statistics', statistics: statistics('a') }, header('a'));
    expect(nextToAsk(changed, wanted)[0]).toBe('a');
  });
});

describe('the selected tensor', () => {
  test('keeps its picture when it is selected again, and loses it when another is', () => {
    const shown = after(header('a', 'b'), { type: 'select', name: 'a' }, heatMap('a'));
    expect(reduce(shown, { type: 'select', name: 'a' }).heatMap).toBeDefined();
    expect(reduce(shown, { type: 'select', name: 'b' }).heatMap).toBeUndefined();
  });

  test('is not given another’s picture, spectrum or problem', () => {
    const b = after(header('a', 'b'), { type: 'select', name: 'b' });
    expect(reduce(b, heatMap('a'))).toBe(b);
    expect(reduce(b, { type: 'spectrum', spectrum: { name: 'a', blocks: [] } })).toBe(b);
    expect(reduce(b, { type: 'problem', of: 'spectrum', name: 'a', message: 'no' })).toBe(b);
    expect(reduce(b, { type: 'problem', of: 'spectrum', name: 'b', message: 'no' }).spectrum).toEqual({ problem: 'no' });
  });

  test('outlives a change of the file where the file still has it', () => {
    const selected = after(header('a', 'b'), { type: 'select', name: 'b' });
    expect(reduce(selected, header('b')).view.selected).toBe('b');
    expect(reduce(selected, header('a')).view.selected).toBeUndefined();
  });
});

test('a file that became unreadable and readable again keeps what the person chose', () => {
  const filtered = after(header('a'), { type: 'view', change: { filter: 'a' } }, { type: 'unreadable', message: 'cut short' });
  expect([filtered.unreadable, filtered.header]).toEqual(['cut short', undefined]);
  const again = reduce(filtered, header('a'));
  expect([again.unreadable, again.view.filter]).toEqual([undefined, 'a']);
});

test('a failed sample is told, and put away when the next is asked for', () => {
  const failed = after(header('a'), { type: 'pressed', of: 'sample' }, { type: 'problem', of: 'sample', message: 'no' });
  expect([[...failed.running], failed.problem]).toEqual([[], 'no']);
  const asked = reduce(failed, { type: 'pressed', of: 'sample' });
  expect([[...asked.running], asked.problem]).toEqual([['sample'], undefined]);
  const sampled = reduce(asked, { type: 'sampled', text: 'Call me' });
  expect([[...sampled.running], sampled.sampled]).toEqual([[], 'Call me']);
});

test('a button runs until its own end; the problem of one is put away when any is pressed', () => {
  const both = after(header('a'), { type: 'pressed', of: 'sample' }, { type: 'pressed', of: 'export' });
  expect([...reduce(both, { type: 'done', of: 'export' }).running]).toEqual(['sample']);
  const failed = reduce(both, { type: 'problem', of: 'export', message: 'no' });
  expect([[...failed.running], failed.problem]).toEqual([['sample'], 'no']);
  const again = reduce(failed, { type: 'pressed', of: 'export' });
  expect([[...again.running], again.problem]).toEqual([['sample', 'export'], undefined]);
});
