import type { HeatMap, PreviewAction, Spectrum, TensorEntry, TensorStatistics, ToPreview } from '../../src/protocol/preview.ts';
import type { ColumnKey } from './columns.ts';

export type Header = Extract<ToPreview, { type: 'header' }>;

/** Why something cannot be shown, in words. */
export interface Problem {
  readonly problem: string;
}

/** What a person chose; outlives the page. */
export interface View {
  readonly filter: string;
  readonly sort: { readonly column: ColumnKey; readonly descending: boolean };
  readonly selected?: string;
}

/** Everything the page shows. */
export interface PreviewState {
  /** Undefined until the host has spoken. */
  readonly header?: Header;
  readonly unreadable?: string;
  /** By tensor, as they were asked for and answered. */
  readonly statistics: ReadonlyMap<string, TensorStatistics | Problem>;
  readonly asked: ReadonlySet<string>;
  /** Of the selected tensor. */
  readonly heatMap?: HeatMap | Problem;
  readonly spectrum?: Spectrum | Problem;
  /** What was asked for by a button and has not come to its end. */
  readonly running: ReadonlySet<PreviewAction>;
  readonly sampled?: string;
  /** The answer to a button that failed. */
  readonly problem?: string;
  readonly view: View;
}

export type Action =
  | ToPreview
  | { readonly type: 'view'; readonly change: Partial<Omit<View, 'selected'>> }
  | { readonly type: 'select'; readonly name: string | undefined }
  | { readonly type: 'pressed'; readonly of: PreviewAction }
  | { readonly type: 'asked'; readonly names: readonly string[] };

export const firstView: View = { filter: '', sort: { column: 'position', descending: false } };

export function initialState(view: View): PreviewState {
  return { statistics: new Map(), asked: new Set(), running: new Set(), view };
}

/** What the page shows after a message. */
export function reduce(state: PreviewState, action: Action): PreviewState {
  switch (action.type) {
    case 'header': return { ...initialState(stillThere(state.view, action.tensors)), header: action };
    case 'unreadable': return { ...initialState(state.view), unreadable: action.message };
    case 'statistics': return withStatistics(state, action.statistics.name, action.statistics);
    case 'heatMap': return isSelected(state, action.heatMap.name) ? { ...state, heatMap: action.heatMap } : state;
    case 'spectrum': return isSelected(state, action.spectrum.name) ? { ...state, spectrum: action.spectrum } : state;
    case 'pressed': return { ...withoutProblem(state), running: new Set([...state.running, action.of]) };
    case 'sampled': return { ...ended(state, 'sample'), sampled: action.text };
    case 'done': return ended(state, action.of);
    case 'problem': return withProblem(state, action);
    case 'view': return { ...state, view: { ...state.view, ...action.change } };
    case 'select': return select(state, action.name);
    case 'asked': return { ...state, asked: new Set([...state.asked, ...action.names]) };
  }
}

/** At a time; the rest wait, so that what comes into view is not behind what has left it. */
const mostAsked = 4;

/** Tensors whose statistics to ask for now: the first of those wanted, as long as few are under way. */
export function nextToAsk({ asked, statistics }: PreviewState, wanted: readonly TensorEntry[]): string[] {
  const free = mostAsked - (asked.size - statistics.size);
  const names = wanted.map(({ name }) => name).filter((name) => !asked.has(name));
  return names.slice(0, Math.max(0, free));
}

function withStatistics(state: PreviewState, name: string, answer: TensorStatistics | Problem): PreviewState {
  return { ...state, statistics: new Map(state.statistics).set(name, answer) };
}

function withProblem(state: PreviewState, { of, name, message }: Extract<ToPreview, { type: 'problem' }>): PreviewState {
  if (of === 'sample' || of === 'resume' || of === 'export') return { ...ended(state, of), problem: message };
  if (of === 'statistics') return withStatistics(state, name ?? '', { problem: message });
  return isSelected(state, name) ? { ...state, [of]: { problem: message } } : state;
}

function ended(state: PreviewState, of: PreviewAction): PreviewState {
  return { ...state, running: new Set([...state.running].filter((each) => each !== of)) };
}

function select(state: PreviewState, name: string | undefined): PreviewState {
  if (isSelected(state, name)) return state;
  const { heatMap: _heatMap, spectrum: _spectrum, view: { selected: _selected, ...view }, ...rest } = state;
  return { ...rest, view: { ...view, ...(name !== undefined && { selected: name }) } };
}

function stillThere({ selected, ...view }: View, tensors: readonly TensorEntry[]): View {
  return selected !== undefined && tensors.some(({ name }) => name === selected) ? { ...view, selected } : view;
}

function isSelected(state: PreviewState, name: string | undefined): boolean {
  return state.view.selected === name;
}

function withoutProblem({ problem: _, ...rest }: PreviewState): PreviewState {
  return rest;
}
