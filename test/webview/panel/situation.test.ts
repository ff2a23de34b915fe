import { describe, expect, it } from 'vitest';
import { secondsLeft, situation } from '../../../webview/panel/situation.ts';
import { initialState } from '../../../webview/panel/store.ts';
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
    ['loading', { experiment, runId: 'r1' }],
    ['running', { experiment, runId: 'r1', status: status(), now: 14_000 }],
    ['lost', { experiment, runId: 'r1', status: status(), now: 16_000 }],
    ['lost', { experiment, runId: 'r1', status: status({ state: 'paused' }), now: 16_000 }],
    ['done', { experiment, runId: 'r1', status: status({ state: 'done' }), now: 1e9 }],
    ['gone', { experiment, runId: 'r1', status: status(), gone: 'deleted' }],
  ] as const)('is %s', (expected, parts) => expect(situation(state(parts))).toBe(expected));
});

describe('the time left', () => {
  const table = (step: number[], time: number[]) => Table.empty.append(tableOf({ step, time }));

  it('goes by the pace of the last steps', () => {
    const steps = Array.from({ length: 300 }, (_, i) => i + 1);
    const times = steps.map((step) => (step <= 200 ? step * 10 : 2000 + (step - 200) * 0.5));
    expect(secondsLeft(table(steps, times), 500)).toBeCloseTo(100, 9);
  });

  it('is not known before there are two steps', () => {
    expect(secondsLeft(Table.empty, 10)).toBeUndefined();
    expect(secondsLeft(table([1], [1]), 10)).toBeUndefined();
  });
});
