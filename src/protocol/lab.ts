import type { Diagnosis, DiagnosisRequest } from './diagnostics.ts';
import type { EchoStateOptions, EchoStateReport } from './echoState.ts';
import type { FromSearch, ToSearch } from './labSearch.ts';
import type { SearchNews, SearchPlan } from './search.ts';

/** A table that a network may be fitted to. */
export interface LabTable {
  readonly columns: readonly string[];
  readonly rows: number;
}

/** What a fit has to show: the end of the part that is tested with. */
export interface LabFit {
  readonly report: EchoStateReport;
  /** Row of the first target. */
  readonly start: number;
  readonly target: readonly number[];
  readonly prediction: readonly number[];
  readonly milliseconds: number;
}

/** Requests to the process in which networks are fitted. Of a fit the newest is wanted: one that a later overtakes is given up. */
export interface LabRequests {
  table: { params: { file: string }; result: LabTable };
  fit: { params: { file: string; options: unknown }; result: LabFit };
  /** Begins to try settings, or other seeds; a search before it is stopped. */
  search: { params: { file: string; options: unknown; search: unknown }; result: { id: number; plan: SearchPlan } };
  /** What came after so many scores: waits for more, though not for long. */
  searchNews: { params: { id: number; after: number }; result: SearchNews };
  stopSearch: { params: Record<string, never>; result: Record<string, never> };
  /** Of the last fit: what takes longer than its errors. It is computed between fits, and given up where one has another drive. */
  diagnostics: { params: DiagnosisRequest; result: Diagnosis };
}

/** Host → page of the lab. */
export type ToLab =
  | ToSearch
  | { readonly type: 'table'; readonly file: string; readonly table: LabTable }
  | { readonly type: 'fit'; readonly serial: number; readonly fit: LabFit }
  | { readonly type: 'diagnosis'; readonly serial: number; readonly diagnosis: Diagnosis | { readonly problem: string } }
  /** Of which fit, where it was of one. */
  | { readonly type: 'problem'; readonly serial?: number; readonly message: string };

/** Page of the lab → host. Of fits only the answer to the last is shown. */
export type FromLab =
  | FromSearch
  | { readonly type: 'ready' }
  | { readonly type: 'fit'; readonly serial: number; readonly options: EchoStateOptions }
  | { readonly type: 'diagnose'; readonly serial: number; readonly request: DiagnosisRequest }
  | { readonly type: 'pageError'; readonly message: string };
