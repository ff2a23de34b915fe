import type { StepTraces } from '../core/graph/stepGraph.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import type { Knob } from '../core/train/engine.ts';
import type { LogRecord, ProbeRecord, SampleRecord } from '../core/train/records.ts';
import type { RunStatus } from './run.ts';
import type { SeriesTable } from './series.ts';

/** Host → panel page. */
export type ToPanel = PanelReset | PanelUpdate | InsideAnswer | { readonly type: 'gone'; readonly reason: string }
  /** Shows what is inside the steps of the cell of this file, as the experiment calls it. */
  | { readonly type: 'lookInside'; readonly cell: string };

/** What there is inside the steps of the cells, which a page asked for, or why that cannot be said. */
export type InsideAnswer = { readonly type: 'inside'; readonly inside: Inside } | { readonly type: 'inside'; readonly problem: string };

export interface Inside {
  readonly traces: StepTraces;
  /** Updates that the parameters had by then; left out, they are as they are drawn first. */
  readonly at?: number;
}

/**
 * Starts over (a resume dropped steps, or the page is new), with the first of what updates then append: a page has all it needs
 * for its first picture in one message.
 */
export interface PanelReset extends PanelStart, Omit<PanelUpdate, 'type'> {
  readonly type: 'reset';
}

/**
 * `source` is the URI of the run folder, or of the experiment file where there is no run yet (`runId` is empty then).
 * The page keeps it as `source` in the state it saves (`PanelSaved`), so that a reloaded window finds the run again.
 */
export interface PanelStart {
  readonly runId: string;
  readonly source: string;
  readonly experiment: ResolvedExperiment;
  /** Whether training, and looking into steps, are there where the host is: not in a browser alone. */
  readonly trains: boolean;
}

/**
 * Host → panel page whose graphics card is lent: `lend` starts the worker that computes (`script`: its address), `engine` is a message
 * for it, which nobody reads on the way, `return` ends it.
 */
export type ToLender =
  | { readonly type: 'lend'; readonly script: string }
  | { readonly type: 'engine'; readonly message: ArrayBuffer }
  | { readonly type: 'return' };

/**
 * Panel page → host: a new page says who draws WebGL2 in it (`renderer`, empty where it is missing); then a message of the worker that
 * computes, or that it is gone, with the reason in a sentence.
 */
export type FromLender =
  | { readonly type: 'card'; readonly renderer: string }
  | { readonly type: 'engine'; readonly message: ArrayBuffer }
  | { readonly type: 'engineLost'; readonly reason: string };

/** At most 30 a second while visible, none while hidden. Every part is what came since the last update. */
export interface PanelUpdate {
  readonly type: 'update';
  readonly status?: RunStatus;
  /** True where somebody can be asked to pause, stop, …: the session's socket answers on this machine. */
  readonly controllable?: boolean;
  /** `step`, `time`, `loss`, `gradNorm`, `clippedNorm`, `learningRate`, `tokensPerSecond`, `omega` and `teacherForcing` where there are such, `gradNorms.NAME` …, one row a step. */
  readonly steps?: SeriesTable;
  /** `step`, `time`, `loss`, `freeRunning` where there is such, `metrics.NAME` …, `jacobians.CHAIN` … */
  readonly validations?: SeriesTable;
  readonly samples?: readonly SampleRecord[];
  readonly probe?: ProbeRecord;
  readonly logs?: readonly LogRecord[];
  /** Files in `checkpoints/`, newest last. */
  readonly checkpoints?: readonly string[];
  /** The answer to a command that failed. */
  readonly problem?: string;
}

/** What the page saves with VS Code's `setState`; it may hold more. */
export interface PanelSaved {
  readonly source: string;
}

/** Panel page → host. */
export type FromPanel =
  /** Nothing was heard yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'command'; readonly command: 'pause' | 'resume' | 'step' | 'stop' | 'checkpoint' | 'sample' | 'revealFolder' | 'openExperiment' | 'restart' | 'newCode' }
  /** What is inside the steps of the cells? */
  | { readonly type: 'inside' }
  | { readonly type: 'set'; readonly knob: Knob; readonly value: number }
  | { readonly type: 'openCheckpoint'; readonly name: string }
  /** A place that a sentence names, relative to the experiment: `./cells/mine.ts:4:3`. Line and column are from 1; 0 where there is none. */
  | { readonly type: 'openPlace'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly type: 'pageError'; readonly message: string };
