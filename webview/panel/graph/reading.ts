import type { Matrix, ProbeRecord } from '../../../src/core/train/records.ts';

/** What one row of a probed matrix holds: a variable at one time step. */
export interface Statistics {
  readonly units: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** √(Σ v² / n) */
  readonly rms: number;
}

/** Steps of the source that an encoder reads, which stand before those of x. */
export const sourceSteps = ({ source }: Pick<ProbeRecord, 'source'>): number => source?.length ?? 0;

/** Steps that are drawn, each a column. */
export const columnsOf = (probe: ProbeRecord): number => sourceSteps(probe) + probe.tau;

/** Whether a variable, or its gradient, belongs to an encoder: then it is there at the steps of the source. */
export const isOfSource = (probe: string): boolean => probe === 'C' || probe === 'dC' || probe === 'source' || probe.startsWith('encoder.');

/**
 * The values of a variable in a column, which is t where there is no encoder; undefined where it was not probed there. A variable with
 * one row is there at the last t only.
 */
export function valuesAt(record: ProbeRecord, probe: string, column: number): Float32Array | undefined {
  const matrix = record.values[probe];
  const before = sourceSteps(record);
  return matrix && (isOfSource(probe) ? rowAt(matrix, before, column) : rowAt(matrix, record.tau, column - before));
}

/** How much of the attention in a column goes to the source at s, from 0 to 1; undefined where there is none. */
export function attentionAt(record: ProbeRecord, column: number, s: number): number | undefined {
  return valuesAt(record, 'attention', column)?.[s];
}

export function statistics(values: Float32Array): Statistics {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    squares += value * value;
  }
  return { units: values.length, min, mean: sum / values.length, max, rms: Math.sqrt(squares / values.length) };
}

/** ‖∂L/∂n‖ of a node; undefined where it was not probed. @param gradient its probe: `layers.0.dh` */
export function gradientNorm(probe: ProbeRecord, gradient: string, t: number): number | undefined {
  const values = valuesAt(probe, gradient, t);
  return values && Math.hypot(...values);
}

/** Whether ∂L/∂h⁽ᵗ⁾ is cut by truncated back-propagation: then the whole of it is probed, too, as `layers.0.dhWhole`. */
export const isCut = ({ values }: Pick<ProbeRecord, 'values'>): boolean => Object.keys(values).some((name) => /\.d[hg]Whole$/.test(name));

/** The likeliest classes at t, most likely first; empty where outputs are not classes. */
export function likeliest(probe: ProbeRecord, t: number, count: number): { readonly name: string; readonly probability: number }[] {
  const yHat = valuesAt(probe, 'yHat', t);
  if (!probe.classes || !yHat) return [];
  return probe.classes.map((name, index) => ({ name, probability: yHat[index]! }))
    .sort((one, other) => other.probability - one.probability).slice(0, count);
}

function rowAt({ shape, data }: Matrix, tau: number, t: number): Float32Array | undefined {
  const [rows = 1, ...rest] = shape;
  const size = rest.reduce((product, length) => product * length, 1);
  const row = rows === tau ? t : t - (tau - rows);
  return row >= 0 && row < rows ? data.subarray(row * size, (row + 1) * size) : undefined;
}
