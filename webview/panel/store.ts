import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import type { LogRecord, ProbeRecord, SampleRecord } from '../../src/core/train/records.ts';
import type { InsideAnswer, PanelReset, PanelUpdate, ToPanel } from '../../src/protocol/panel.ts';
import type { RunStatus } from '../../src/protocol/run.ts';
import { Table } from './table.ts';
import type { View } from './view.ts';

/** Everything the page shows. */
export interface PanelState {
  /** Undefined until the host has spoken. */
  readonly experiment?: ResolvedExperiment;
  /** What there is inside the steps of its cells, once it was asked for. */
  readonly inside?: InsideAnswer;
  /** Empty where there is an experiment and no run yet. */
  readonly runId: string;
  /** URI of the run folder, or of the experiment: how a reloaded window finds it again. */
  readonly source: string;
  /** Whether anything is trained where the host is. */
  readonly trains: boolean;
  readonly status?: RunStatus;
  readonly controllable: boolean;
  readonly steps: Table;
  readonly validations: Table;
  /** Newest last, as are logs and checkpoints. */
  readonly samples: readonly SampleRecord[];
  readonly logs: readonly LogRecord[];
  readonly checkpoints: readonly string[];
  readonly probe?: ProbeRecord;
  /** The answer to a command that failed, until it is put away. */
  readonly problem?: string;
  /** Why the run can no longer be followed. */
  readonly gone?: string;
  readonly view: View;
  /** How far the run was at the last few ticks of the clock, while it was running; the oldest first. */
  readonly moments: readonly Moment[];
  /** Milliseconds since 1970: the clock, for heartbeats, and when the page began to wait. */
  readonly now: number;
  readonly since: number;
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly step: number;
}

export type Action =
  | ToPanel
  | { readonly type: 'view'; readonly change: Partial<View> }
  | { readonly type: 'dismiss' }
  | { readonly type: 'tick'; readonly now: number };

/** More is in the run folder; a page shows the newest. */
const keptRecords = 500;

export function initialState(view: View, now: number): PanelState {
  return { runId: '', source: '', trains: true, controllable: false, steps: Table.empty, validations: Table.empty, samples: [], logs: [], checkpoints: [], moments: [], view, now, since: now };
}

/** What the page shows after a message. Pure, but for the memory tables share. */
export function reduce(state: PanelState, action: Action): PanelState {
  switch (action.type) {
    case 'reset': return reset(state, action);
    case 'update': return update(state, action);
    case 'inside': return { ...state, inside: action };
    case 'lookInside': return { ...state, view: { ...state.view, inside: { open: true, cell: action.cell } } };
    case 'gone': return { ...state, gone: action.reason, controllable: false };
    case 'view': return { ...state, view: { ...state.view, ...action.change } };
    case 'dismiss': return omitProblem(state);
    case 'tick': return { ...state, now: action.now, moments: momentsAfter(state, action.now) };
  }
}

function reset(state: PanelState, { type: _, runId, source, experiment, trains, ...first }: PanelReset): PanelState {
  return update({ ...initialState(state.view, state.now), runId, source, experiment, trains }, { type: 'update', ...first });
}

function update(state: PanelState, { type: _, steps, validations, samples, logs, ...replaced }: PanelUpdate): PanelState {
  return {
    ...state,
    ...replaced,
    steps: steps ? state.steps.append(steps) : state.steps,
    validations: validations ? state.validations.append(validations) : state.validations,
    samples: samples ? [...state.samples, ...samples].slice(-keptRecords) : state.samples,
    logs: logs ? [...state.logs, ...logs].slice(-keptRecords) : state.logs,
  };
}

/** One a second: a pace of some seconds, which follows what changes it. */
const keptMoments = 10;

function momentsAfter({ moments, status, steps }: PanelState, now: number): readonly Moment[] {
  const step = steps.last('step');
  if (status?.state !== 'running' || step === undefined) return [];
  return [...moments, { now, step }].slice(-keptMoments);
}

function omitProblem({ problem: _, ...rest }: PanelState): PanelState {
  return rest;
}

export interface Store {
  state(): PanelState;
  dispatch(action: Action): void;
  /** @returns ends the subscription */
  subscribe(changed: () => void): () => void;
}

export function createStore(initial: PanelState): Store {
  let state = initial;
  const subscribers = new Set<() => void>();
  return {
    state: () => state,
    dispatch(action) {
      state = reduce(state, action);
      for (const changed of subscribers) changed();
    },
    subscribe(changed) {
      subscribers.add(changed);
      return () => subscribers.delete(changed);
    },
  };
}
