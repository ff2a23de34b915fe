import type { ResolvedExperiment, SeriesData } from '../spec/experiment.ts';
import { forecastColumns } from '../spec/forecastColumns.ts';
import { SpecError } from '../spec/problem.ts';
import type { Note } from '../train/records.ts';
import { check } from './check.ts';
import type { NumberTable } from './numberTable.ts';
import { seriesColumns } from './seriesColumns.ts';
import { fitScale, isConstant, isExtreme, ownUnits, restoreUnits, standardise, type Scale } from './standardise.ts';

/** The columns of a series as a model sees them: those to forecast first. */
export interface ScaledColumns {
  /** `[rows, columns]` */
  readonly values: Float32Array;
  /** By the part that is trained on; of a column of 0 and 1 whose probability is forecast its own units. */
  readonly scales: readonly Scale[];
  /** How many of them are forecast. */
  readonly forecast: number;
  /** Of columns that never change there. */
  readonly notes: readonly Note[];
}

/** @param trainingRows the first rows, which are trained on @throws SpecError where a column isn't there or holds what cannot be computed with */
export function scaledColumns(table: NumberTable, { training: { loss } }: ResolvedExperiment, data: Required<SeriesData>, trainingRows: number): ScaledColumns {
  const columns = seriesColumns(table, data).map(column => table.column(column));
  const training = columns.map(column => column.subarray(0, trainingRows));
  const forecast = forecastColumns(data);
  const names = [...forecast, ...data.inputs];
  const binary = loss === 'binaryCrossEntropy';
  if (binary) check(forecast.flatMap((name, index) => notBinary(table.file, name, columns[index]!)));
  const scales = training.map((column, index) => (binary && index < forecast.length ? ownUnits(names[index]!) : fitScale(names[index]!, column)));
  check(scales.filter(isExtreme).map(({ name }) => extremeColumn(table.file, name)));
  return { values: interleave(columns, scales), scales, forecast: forecast.length, notes: names.filter((_, index) => isConstant(training[index]!)).map(constantNote) };
}

/** What an output says, in the units of the file: the number itself, or the probability of 1. */
export const inUnits = (o: number, scale: Scale, { training: { loss } }: ResolvedExperiment): number => (loss === 'binaryCrossEntropy' ? 1 / (1 + Math.exp(-o)) : restoreUnits(o, scale));

/** `[rows, columns]` of standardised numbers. */
function interleave(columns: readonly Float64Array[], scales: readonly Scale[]): Float32Array {
  const values = new Float32Array(columns.length * columns[0]!.length);
  for (const [c, column] of columns.entries()) {
    for (const [row, value] of column.entries()) values[row * columns.length + c] = standardise(value, scales[c]!);
  }
  return values;
}

function notBinary(file: string, name: string, column: Float64Array): SpecError[] {
  const row = column.findIndex(value => value !== 0 && value !== 1);
  if (row < 0) return [];
  const message = `\`loss\` is "binaryCrossEntropy", which is for a column of 0 and 1, but "${name}" of ${file} has ${column[row]} in data row ${row + 1}.`;
  return [new SpecError(`${message} Use "meanSquaredError", or leave it out.`, ['training', 'loss'])];
}

function extremeColumn(file: string, name: string): SpecError {
  return new SpecError(`${file}: the numbers of "${name}" are too large, or too close to each other, to compute with. Scale the column.`, ['data', 'file']);
}

function constantNote(name: string): Note {
  return { level: 'warning', message: `${name} never changes in the part that is trained on: there is nothing to learn from it.` };
}
