import { describe, expect, it } from 'vitest';
import { secondsLeft, situation } from '../../../webview/panel/situation.ts';
import { initialState, reduce } from '../../../webview/panel/store.ts';
import type { PanelState } from '../../../webview/panel/store.ts';
import { Table } from '../../../webview/panel/table.ts';
import { initialView } from '../../../webview/panel/view.ts';
import { experiment, status } from './runs.ts';
import { tableOf } from './tables.ts';

const state = (parts: Partial<PanelState>): PanelState => ({ ...initialState(initialView, 0), ...parts });

describe('the situation of a run', () => {
  it.each([
    ['loading', {}],
    ['none', { experiment, runId: '' }],
    ['drawn', { experiment, runId: '', trains: false }],
    ['loading', { experiment, runId: 'r1' }],
    ['running', { experiment, runId: 'r1', status: status(), now: 14_000 }],
    ['lost', { experiment, runId: 'r1', status: status(), now: 16_000 }],
    ['lost', { experiment, runId: 'r1', status: status({ state: 'paused' }), now: 16_000 }],
    ['done', { experiment, runId: 'r1', status: status({ state: 'done' }), now: 1e9 }],
    ['gone', { experiment, runId: 'r1', status: status(), gone: 'deleted' }],
  ] as const)('is %s', (expected, parts) => expect(situation(state(parts))).toBe(expected));
});

describe('the time left', () => {
  const left = (moments: PanelState['moments']) => secondsLeft(state({ status: status({ steps: 500 }), moments }));

  it('goes by the clock over the last moments', () => {
    expect(left([{ now: 1000, step: 200 }, { now: 2000, step: 210 }, { now: 5000, step: 300 }])).toBeCloseTo(8, 9);
  });

  it('is not known before there are two, or where nothing moves', () => {
    expect(left([])).toBeUndefined();
    expect(left([{ now: 1000, step: 200 }])).toBeUndefined();
    expect(left([{ now: 1000, step: 200 }, { now: 2000, step: 200 }])).toBeUndefined();
  });

  it('keeps the last ten ticks of a run that is running, and none of another', () => {
    const running = state({ experiment, runId: 'r1', status: status(), steps: Table.empty.append(tableOf({ step: [7], time: [1] })) });
    const ticked = Array.from({ length: 12 }, (_, i) => 1000 * i).reduce((before, now) => reduce(before, { type: 'tick', now }), running);
    expect(ticked.moments.map(({ now }) => now / 1000)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(ticked.moments[0]!.step).toBe(7);
    expect(reduce({ ...ticked, status: status({ state: 'paused' }) }, { type: 'tick', now: 13_000 }).moments).toEqual([]);
  });
});
