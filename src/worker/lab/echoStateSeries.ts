import type { NumberTable } from '../../core/data/numberTable.ts';
import { seriesColumns } from '../../core/data/seriesColumns.ts';
import { fitScale, isConstant, isExtreme, standardise } from '../../core/data/standardise.ts';
import type { Scale } from '../../core/data/standardise.ts';
import { trainingLength } from '../../core/spec/dataErrors.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted } from '../../core/spec/wording.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';

/** The columns of a table as a network reads them, step by step: at t the inputs of a row and the target `horizon` rows later. */
export interface EchoStateSeries {
  readonly file: string;
  /** By the part that is learnt from. */
  readonly targetScale: Scale;
  readonly inputScales: readonly Scale[];
  /** `[steps, inputs]`, standardised */
  readonly x: Float32Array;
  /** `[steps]`, standardised */
  readonly y: Float32Array;
  /** `[steps]`, as the column has it: what is said is measured against that. */
  readonly targets: Float64Array;
  /** Steps whose target lies in the part that is learnt from; the others are tested with. */
  readonly trainSteps: number;
  readonly steps: number;
  readonly warnings: readonly string[];
}

type Asked = Pick<EchoStateOptions, 'inputs' | 'target' | 'horizon' | 'test' | 'washout' | 'feedback'>;

/** @throws SpecError, a sentence, where a column isn't there, is not of numbers or never changes, or there are too few rows */
export function echoStateSeries(table: NumberTable, { inputs, target, horizon, test, washout, feedback }: Asked): EchoStateSeries {
  const { file, rows } = table;
  if (inputs.length === 0) throw problem('There is no column to read: name one as an input.');
  if (horizon === 0 && inputs.includes(target)) throw problem(`"${target}" is read and asked for in the same row: look 1 or more rows ahead (horizon), or read another column.`);
  if (feedback > 0 && horizon === 1 && inputs.includes(target)) throw problem(`Fed back, the forecast of "${target}" for a row would be read with the row itself: set the feedback to 0, do not read "${target}", or look 2 or more rows ahead (horizon).`);
  if (rows === 0) throw problem(`${file} has no rows.`);
  const [targetAt, ...inputsAt] = seriesColumns(table, { kind: 'series', file, column: target, inputs: [...inputs], itself: false, horizon, validation: test });
  const trainRows = trainingLength(rows, test);
  const [trainSteps, steps] = [trainRows - horizon, rows - horizon];
  if (trainSteps - washout < 2) throw tooShort(file, Math.max(0, trainSteps), washout);
  if (steps - trainSteps < 2) throw problem(`Of ${counted(rows, 'row')} of ${file} fewer than 2 are kept to test with: keep a larger share.`);
  const [y, ...xs] = [targetAt!, ...inputsAt].map((at) => table.column(at));
  const [targetScale, ...inputScales] = [target, ...inputs].map((name, i) => scaleOf(file, name, [y!, ...xs][i]!.subarray(0, trainRows)));
  if (isConstant(y!.subarray(horizon + washout, trainRows))) throw problem(`"${target}" of ${file} never changes in the part that is learnt from, so that there is nothing to learn.`);
  if (isConstant(y!.subarray(trainRows))) throw problem(`"${target}" of ${file} never changes in the part that is tested with, so that an error there has no measure: keep a larger share.`);
  const constant = inputs.filter((_, i) => isConstant(xs[i]!.subarray(0, trainRows)));
  if (constant.length === inputs.length) throw problem(`"${constant[0]}" of ${file} never changes in the part that is learnt from, so that it says nothing about "${target}": read another column.`);
  return {
    file, targetScale: targetScale!, inputScales, trainSteps, steps,
    x: interleaved(file, xs, inputScales, steps), targets: y!.slice(horizon),
    y: Float32Array.from({ length: steps }, (_, t) => standardise(y![t + horizon]!, targetScale!)),
    warnings: constant.map((name) => `"${name}" never changes in the part that is learnt from: there is nothing to learn from it.`),
  };
}

function scaleOf(file: string, name: string, values: Float64Array): Scale {
  const scale = fitScale(name, values);
  if (isExtreme(scale)) throw problem(`${file}: the numbers of "${name}" are too large, or too close to each other, to compute with. Scale the column.`);
  return scale;
}

/** `[steps, columns]` of standardised numbers. @throws SpecError where one is beyond what can be computed with */
export function interleaved(file: string, columns: readonly Float64Array[], scales: readonly Scale[], steps: number): Float32Array {
  const x = new Float32Array(steps * columns.length);
  columns.forEach((column, k) => { for (let t = 0; t < steps; t++) x[t * columns.length + k] = standardise(column[t]!, scales[k]!); });
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw problem(`${file}, data row ${Math.floor(bad / columns.length) + 1}: "${scales[bad % columns.length]!.name}" is too far from what was learnt from to compute with.`);
  return x;
}

function tooShort(file: string, steps: number, washout: number): SpecError {
  const left = `of ${counted(steps, 'step')} to learn from the washout takes ${counted(washout, 'step')}`;
  return problem(`${file} is too short: ${left}, and at least 2 must be left. Lower the washout, or keep a smaller share to test with.`);
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
