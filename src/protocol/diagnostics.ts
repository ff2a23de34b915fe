import type { RidgePoint } from '../core/math/ridgePath.ts';

/** What the lab tells of a fitted network besides its errors, in the order in which it is asked for: the quick ones first. */
export const diagnosisParts = ['states', 'echo', 'spectrum', 'ridge', 'singular', 'memory'] as const;

export type DiagnosisPart = (typeof diagnosisParts)[number];

/** Units at a time whose states are shown. */
export const mostUnitsShown = 12;

/** The states of some units over the rows that a fit shows. */
export interface StatesDiagnosis {
  /** Row of the first. */
  readonly start: number;
  readonly units: readonly { readonly unit: number; readonly states: readonly number[] }[];
  /** Units there are: of all layers. */
  readonly size: number;
  /** Of all units and rows shown: the root mean square, and the share beyond ±0.95, where tanh is nearly flat. */
  readonly rms: number;
  readonly saturated: number;
}

/** Whether the states forget how they began, on the person's own input. */
export interface EchoDiagnosis {
  /** After each step, the largest root mean square difference between two of the trajectories; and at the beginning. */
  readonly distances: readonly number[];
  readonly begin: number;
  /** By which factor it changes a step; undefined where it was gone too soon to tell. */
  readonly rate?: number | undefined;
  /** Steps after which a millionth of it is left; undefined where there is more at the end. */
  readonly forgotten?: number | undefined;
}

/** The eigenvalues of W, in the order of `drawn` where both are there. */
export interface SpectrumDiagnosis {
  readonly re: readonly number[];
  readonly im: readonly number[];
  /** Largest |λ| before it was scaled to the spectral radius: what the eigenvalues were divided by; undefined where nothing was scaled. */
  readonly drawnRadius?: number | undefined;
}

/** Error and weights of the readout against λ. */
export interface RidgeDiagnosis {
  /** Errors as NRMSE. */
  readonly points: readonly RidgePoint[];
  /** Contiguous parts, each left out in turn, and the rows of all. */
  readonly folds: number;
  readonly rows: number;
}

/** Of what the readout reads, row by row: states, inputs where it reads them, 1. */
export interface SingularDiagnosis {
  /** The largest first. */
  readonly values: readonly number[];
  /** Below this, float64 sums cannot tell one from 0. */
  readonly floor: number;
}

export interface MemoryDiagnosis {
  /** r² for the lags 1, 2, … */
  readonly byLag: readonly number[];
  readonly capacity: number;
  /** The column whose input weights were used. */
  readonly column: string;
}

export interface Diagnoses {
  readonly states: StatesDiagnosis;
  readonly echo: EchoDiagnosis;
  readonly spectrum: SpectrumDiagnosis;
  readonly ridge: RidgeDiagnosis;
  readonly singular: SingularDiagnosis;
  readonly memory: MemoryDiagnosis;
}

/** One of them, or a sentence why it is not there; late where another drive came meanwhile. */
export type Diagnosis = { readonly [P in DiagnosisPart]: { readonly part: P; readonly found: Diagnoses[P] } | { readonly part: P; readonly missing: string; readonly isLate?: true } }[DiagnosisPart];

/** Asks for one of the last drive. */
export interface DiagnosisRequest {
  /** As a `LabFit` names it: of another nothing is told. */
  readonly drive: number;
  readonly part: DiagnosisPart;
  /** Of `states`: which, counted from 1. */
  readonly units?: readonly number[];
  /** Of `spectrum`: of which layer, 0 the lowest, by default. */
  readonly layer?: number;
}

/** @throws Error, a sentence, where it is none */
export function readDiagnosisRequest(value: unknown): DiagnosisRequest {
  const { drive, part, units, layer } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const known = diagnosisParts.find((each) => each === part);
  if (known === undefined) throw new Error(`There is no diagnosis "${String(part)}".`);
  if (typeof drive !== 'number') throw new Error('A diagnosis is asked for of a drive.');
  if (layer !== undefined && !(Number.isInteger(layer) && (layer as number) >= 0)) throw new Error('A layer is a whole number from 0 on.');
  if (units === undefined) return { drive, part: known, ...(layer !== undefined && { layer: layer as number }) };
  const right = Array.isArray(units) && units.length <= mostUnitsShown && units.every((unit) => Number.isInteger(unit) && unit >= 1);
  if (!right) throw new Error(`Units are at most ${mostUnitsShown} whole numbers from 1 on.`);
  return { drive, part: known, units: units as number[] };
}
