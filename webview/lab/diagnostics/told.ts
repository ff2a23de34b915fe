import { diagnosisParts } from '../../../src/protocol/diagnostics.ts';
import type { Diagnoses, Diagnosis, DiagnosisPart } from '../../../src/protocol/diagnostics.ts';
import type { LabFit } from '../../../src/protocol/lab.ts';
import type { Open } from '../sections.ts';

/** What came of one part: found, or a sentence why not. */
export interface Told<P extends DiagnosisPart> {
  readonly found?: Diagnoses[P];
  readonly missing?: string;
  /** Of which drive, and of which units: of others it is of an earlier fit. */
  readonly of: string;
  /** The fit after which it was asked for and came too late: it is asked for again after another. */
  readonly lateFor?: number;
}

export type AllTold = { readonly [P in DiagnosisPart]?: Told<P> };

/** What is to be told. */
export interface Wanted {
  readonly fit: Pick<LabFit, 'id' | 'drive'>;
  /** Parts that are shown. */
  readonly open: Open;
  /** Whose states are. */
  readonly units: readonly number[];
  /** Whose eigenvalues are, 0 the lowest. */
  readonly layer: number;
}

/** What was asked for. */
export interface Question {
  readonly part: DiagnosisPart;
  readonly of: string;
  readonly fit: number;
}

/** What a part is told of now. */
export const subjectOf = (part: DiagnosisPart, { fit, units, layer }: Pick<Wanted, 'fit' | 'units' | 'layer'>): string =>
  (part === 'states' ? `${fit.drive} ${units.join()}` : part === 'spectrum' && layer > 0 ? `${fit.drive} ${layer}` : String(fit.drive));

/** What is to be asked for next: the first part that is open and not told of this drive. */
export function nextQuestion(told: AllTold, wanted: Wanted): Question | undefined {
  const { fit, open } = wanted;
  const isTold = (part: DiagnosisPart): boolean => told[part]?.of === subjectOf(part, wanted) && (told[part].lateFor ?? fit.id) === fit.id;
  const part = diagnosisParts.find((each) => open.includes(each) && !isTold(each));
  return part && { part, of: subjectOf(part, wanted), fit: fit.id };
}

/** With an answer. */
export function withAnswer(told: AllTold, { part, of, fit }: Question, diagnosis: Diagnosis | { readonly problem: string }): AllTold {
  const answer = 'problem' in diagnosis ? { missing: diagnosis.problem } : 'found' in diagnosis ? { found: diagnosis.found } : { missing: diagnosis.missing, ...(diagnosis.isLate && { lateFor: fit }) };
  return { ...told, [part]: { ...answer, of } };
}
