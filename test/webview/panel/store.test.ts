import { describe, expect, it, vi } from 'vitest';
import type { ToPanel } from '../../../src/protocol/panel.ts';
import { createStore, initialState, reduce } from '../../../webview/panel/store.ts';
import type { Action, PanelState } from '../../../webview/panel/store.ts';
import { initialView } from '../../../webview/panel/view.ts';
import { experiment, status } from './runs.ts';
import { tableOf } from './tables.ts';

const reset: ToPanel = { type: 'reset', runId: 'r1', source: 'file:///run', experiment, trains: true };
const after = (...actions: Action[]): PanelState => actions.reduce(reduce, initialState(initialView, 0));
const log = (step: number) => ({ kind: 'log', step, level: 'info', message: `at ${step}` }) as const;

describe('messages of the host', () => {
  it('append rows, samples and logs', () => {
    const state = after(reset, { type: 'update', steps: tableOf({ step: [1], loss: [3] }), logs: [log(1)] }, { type: 'update', steps: tableOf({ step: [2], loss: [2] }), logs: [log(2)] });
    expect([...state.steps.column('loss')]).toEqual([3, 2]);
    expect(state.logs.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('replace status, probe and checkpoints, and keep what is not named', () => {
    const state = after(reset, { type: 'update', status: status({ step: 5 }), controllable: true, checkpoints: ['step-5.safetensors'] }, { type: 'update', status: status({ step: 6 }) });
    expect(state.status?.step).toBe(6);
    expect(state.controllable).toBe(true);
    expect(state.checkpoints).toEqual(['step-5.safetensors']);
  });

  it('start over with a reset, which keeps how the person looks at it', () => {
    const state = after(reset, { type: 'view', change: { smoothing: 0.9 } }, { type: 'update', steps: tableOf({ step: [1] }), problem: 'no' }, { ...reset, runId: 'r2' });
    expect([state.runId, state.source, state.steps.rows, state.problem, state.view.smoothing]).toEqual(['r2', 'file:///run', 0, undefined, 0.9]);
  });

  it('open what is inside the steps of a cell, also before the first reset', () => {
    const asked: ToPanel = { type: 'lookInside', cell: './cells/mine.ts' };
    for (const state of [after(reset, asked), after(asked, reset)]) expect(state.view.inside).toEqual({ open: true, cell: './cells/mine.ts' });
  });

  it('start with all that a reset brings', () => {
    const state = after({ ...reset, status: status({ step: 2 }), steps: tableOf({ step: [1, 2], loss: [3, 2] }), logs: [log(1)] });
    expect([state.runId, state.status?.step, [...state.steps.column('loss')], state.logs.length]).toEqual(['r1', 2, [3, 2], 1]);
  });

  it('keep the newest records only', () => {
    const state = after(reset, { type: 'update', logs: Array.from({ length: 1200 }, (_, i) => log(i)) });
    expect(state.logs).toHaveLength(500);
    expect(state.logs.at(-1)?.step).toBe(1199);
  });

  it('say when the run is gone; nobody can be asked then', () => {
    const state = after(reset, { type: 'update', controllable: true }, { type: 'gone', reason: 'The run folder is no longer there.' });
    expect([state.gone, state.controllable]).toEqual(['The run folder is no longer there.', false]);
  });
});

it('a problem stays until it is put away', () => {
  const state = after(reset, { type: 'update', problem: 'The disk is full.' }, { type: 'update', logs: [] });
  expect(state.problem).toBe('The disk is full.');
  expect(reduce(state, { type: 'dismiss' })).not.toHaveProperty('problem');
});

it('a store tells its subscribers of every change, until they leave', () => {
  const store = createStore(initialState(initialView, 0));
  const changed = vi.fn();
  const leave = store.subscribe(changed);
  store.dispatch(reset);
  leave();
  store.dispatch({ type: 'tick', now: 5 });
  expect(changed).toHaveBeenCalledTimes(1);
  expect(store.state().now).toBe(5);
});
