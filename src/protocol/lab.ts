import type { ClassificationReport } from './classes.ts';
import type { Diagnosis, DiagnosisPart, DiagnosisRequest } from './diagnostics.ts';
import type { EchoStateOptions, EchoStateReport } from './echoState.ts';
import type { FromSearch, ToSearch } from './labSearch.ts';
import type { SearchNews, SearchPlan } from './search.ts';

/** A table that a network may be fitted to. */
export interface LabTable {
  readonly columns: readonly string[];
  readonly rows: number;
  /** How many files they are of, where there are several: each is a series of its own. */
  readonly files?: number;
  /** What an experiment says that was opened in the place of a table. */
  readonly settings?: Partial<EchoStateOptions>;
  /** The column to begin with: the last column of numbers that change. */
  readonly target?: string;
  /** What goes into that, where columns are called so. */
  readonly inputs?: readonly string[];
  /** What a person should know of it, and what the lab does otherwise than a run of an experiment: a sentence each. */
  readonly notes?: readonly string[];
}

/** What a fit has to show: the end of the part that is learnt from, and the part that is tested with. */
export interface LabFit {
  /** No other fit has it. */
  readonly id: number;
  /** Which drive of a reservoir it is of. What is told of one holds of every fit that has it: of those that differ in the ridge alone. */
  readonly drive: number;
  readonly report: EchoStateReport;
  /** Row of the first target. */
  readonly start: number;
  readonly target: Float64Array;
  readonly prediction: Float64Array;
  /** How many of these are of the part that is learnt from. */
  readonly learnt: number;
  /** Of each target, where there are several, that one first. */
  readonly targets?: readonly LabTarget[];
  /** Those of which something is shown, where there are several. */
  readonly series?: readonly LabSeries[];
  readonly milliseconds: number;
}

export interface LabTarget {
  readonly name: string;
  /** In the part that is learnt from. */
  readonly deviation: number;
  readonly target: Float64Array;
  readonly prediction: Float64Array;
}

/** Where what is shown of a series begins. */
export interface LabSeries {
  /** Among what is shown. */
  readonly at: number;
  /** Of the table. */
  readonly row: number;
  /** How many of the first shown are of its washout, and not measured. */
  readonly washout: number;
}

/** What came of telling the classes of series. */
export interface LabClasses {
  readonly report: ClassificationReport;
  readonly milliseconds: number;
}

export const isOfClasses = (fit: LabFit | LabClasses): fit is LabClasses => 'confusion' in fit.report;

/** A forecast that goes on from itself, from the first row that was not learnt from on. */
export interface LabFreeRun extends LabFreeTarget {
  /** Row of the first target. */
  readonly start: number;
  /** Of each target, where there are several, that one first. */
  readonly targets?: readonly LabFreeTarget[];
}

export interface LabFreeTarget {
  readonly target: Float64Array;
  readonly prediction: Float64Array;
  /** For how many rows it is within 0.4 deviations of the target; and whether it left them, or the rows ended. */
  readonly valid: number;
  readonly ended: boolean;
}

/** What is heard of what a person gave up. */
export const cancelled = { reading: 'The reading was cancelled.', fit: 'The fit was cancelled.' } as const;
export const isCancelled = (message: string): boolean => message === cancelled.reading || message === cancelled.fit;

/** What a lab is of: a table, or an experiment that stands for its series; or several tables with the same columns, each a series of its own. */
export interface LabFiles {
  readonly file: string;
  readonly more?: readonly string[];
}

/** All of them, that one first. */
export const allFiles = ({ file, more = [] }: LabFiles): string[] => [file, ...more];

/** Requests to the process in which networks are fitted. Of a fit the newest is wanted: one that a later overtakes is given up. */
export interface LabRequests {
  table: { params: LabFiles; result: LabTable };
  fit: { params: LabFiles & { options: unknown }; result: LabFit };
  /** The same where the class of each series is to be told (`pool`). */
  classify: { params: LabFiles & { options: unknown }; result: LabClasses };
  /** Which share of the fit under way is done, from 0 to 1, or of the table that is read for it, or at first; null where there is neither. */
  progress: { params: Record<string, never>; result: { share: number | null; isReading?: true } };
  /** Gives it up. */
  cancel: { params: Record<string, never>; result: Record<string, never> };
  /** Of the last fit, where it is still that one, and `cannotRunFree` has nothing to say. */
  freeRun: { params: { fit: number }; result: LabFreeRun };
  /** Writes the network as a checkpoint, and rows that were drawn as a table beside it: which file that is. */
  save: { params: LabFiles & { options: unknown; out: string }; result: { readonly rows?: string } };
  /** Begins to try settings, or other seeds; a search before it is stopped. */
  search: { params: LabFiles & { options: unknown; search: unknown }; result: { id: number; plan: SearchPlan } };
  /** What came after so many scores: waits for more, though not for long. */
  searchNews: { params: { id: number; after: number }; result: SearchNews };
  stopSearch: { params: Record<string, never>; result: Record<string, never> };
  /** What takes longer than the errors of a fit. It is computed between fits, and given up where one has another drive. */
  diagnostics: { params: DiagnosisRequest; result: Diagnosis };
}

/** What a page keeps, so that the lab comes back after the window was loaded again. */
export interface LabState {
  /** URI of what the lab was opened on. */
  readonly source: string;
  /** Of further tables. */
  readonly more?: readonly string[];
  readonly settings: EchoStateOptions;
  /** Largest Lyapunov exponent of the series, for each row; 0 where it is not known. */
  readonly exponent: number;
  /** Which parts are open. */
  readonly open: readonly LabSection[];
}

/** What of the page can be closed: the diagnoses, the search, the repetition over seeds. */
export type LabSection = DiagnosisPart | 'settings' | 'seeds';

/** Host → page of the lab. */
export type ToLab =
  | ToSearch
  | { readonly type: 'table'; readonly file: string; readonly source: string; readonly more: readonly string[]; readonly table: LabTable }
  | { readonly type: 'fit'; readonly serial: number; readonly fit: LabFit | LabClasses }
  | { readonly type: 'diagnosis'; readonly serial: number; readonly diagnosis: Diagnosis | { readonly problem: string } }
  | { readonly type: 'freeRun'; readonly serial: number; readonly freeRun: LabFreeRun | { readonly problem: string } }
  /** Of a fit that takes long, or of the reading of its table; without a number, of the reading at first. */
  | { readonly type: 'progress'; readonly serial?: number; readonly share: number; readonly isReading?: true }
  | { readonly type: 'saved'; readonly file: string; readonly rows?: string }
  /** Of which fit, where it was of one. */
  | { readonly type: 'problem'; readonly serial?: number; readonly message: string };

/** Page of the lab → host. Of fits only the answer to the last is shown. */
export type FromLab =
  | FromSearch
  | { readonly type: 'ready' }
  | { readonly type: 'fit'; readonly serial: number; readonly options: EchoStateOptions }
  | { readonly type: 'diagnose'; readonly serial: number; readonly request: DiagnosisRequest }
  | { readonly type: 'cancel' }
  | { readonly type: 'save'; readonly options: EchoStateOptions }
  | { readonly type: 'pageError'; readonly message: string };
