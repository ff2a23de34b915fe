import type { NumberTable } from '../../core/data/numberTable.ts';
import { seriesColumns } from '../../core/data/seriesColumns.ts';
import { fitScale, isConstant, isExtreme } from '../../core/data/standardise.ts';
import { split } from '../../core/math/random.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted } from '../../core/spec/wording.ts';
import { ReadoutSums } from '../../engine/reservoir/readoutSums.ts';
import type { EchoStateOptions, Spread } from '../../protocol/echoState.ts';
import { drawWeights, drawnNetwork, kernelWeights } from './drawnNetwork.ts';
import { stateNoise } from './drive.ts';
import { interleaved } from './echoStateSeries.ts';
import type { FitSurroundings } from './fitEchoState.ts';
import { seriesOf } from './segments.ts';
import type { Segment } from './segments.ts';
import { solutionOf } from './readout.ts';
import { spreadOfValues } from './seriesErrors.ts';

/** What of the states of a series its class is told from: their mean after the washout, or the last. */
export type Pooling = 'mean' | 'last';

export interface ClassificationRun {
  readonly seed: number;
  /** Shares of the series whose class is said right. */
  readonly train: number;
  readonly test: number;
}

/** What came of a classification, as `unfold esn --classes --json` prints it. */
export interface ClassificationReport {
  readonly file: string;
  readonly options: EchoStateOptions;
  readonly pool: Pooling;
  readonly classes: readonly string[];
  readonly series: { readonly train: number; readonly test: number };
  readonly accuracy: { readonly train: Spread; readonly test: Spread };
  /** Of the first run's tests: rows are true classes, columns what was said. */
  readonly confusion: readonly (readonly number[])[];
  readonly runs: readonly ClassificationRun[];
}

/** Series, what each is, and which are learnt from. */
interface LabelledSeries {
  readonly x: Float32Array;
  readonly series: readonly Segment[];
  readonly labels: readonly number[];
  readonly classes: readonly string[];
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Tells the classes of series by a readout over pooled states: a ridge regression on 1 for the class of a series and 0 for the others;
 * the largest answer is what is said. Which series are tested with is drawn by the first seed.
 * @param options `target` is the column of the classes, and `series` the one that tells the series apart
 * @throws SpecError or Error, a sentence, where table or options do not do
 */
export async function classifySeries(table: NumberTable, options: EchoStateOptions, pool: Pooling, surroundings: FitSurroundings): Promise<ClassificationReport> {
  const data = labelledSeries(table, options);
  const runs: ClassificationRun[] = [];
  let confusion: number[][] = [];
  for (let run = 0; run < options.runs; run++) {
    const said = await classified(data, options, pool, options.seed + run, surroundings, run);
    const right = (which: readonly number[]): number => which.filter((s) => said[s] === data.labels[s]).length / which.length;
    runs.push({ seed: options.seed + run, train: right(data.train), test: right(data.test) });
    if (run === 0) confusion = data.classes.map((_, truth) => data.classes.map((__, other) => data.test.filter((s) => data.labels[s] === truth && said[s] === other).length));
  }
  return {
    file: table.file, options, pool, classes: data.classes, series: { train: data.train.length, test: data.test.length },
    accuracy: { train: spreadOfValues(runs.map(({ train }) => train)), test: spreadOfValues(runs.map(({ test }) => test)) }, confusion, runs,
  };
}

function labelledSeries(table: NumberTable, { inputs, target, series: apart, test, seed, washout }: EchoStateOptions): LabelledSeries {
  const { file } = table;
  if (inputs.length === 0 || inputs.includes(target)) throw problem(`Name the columns that are read as inputs, without "${target}", which is the class.`);
  const [at, ...placed] = seriesColumns(table, { column: target, inputs });
  const series = seriesOf(table, apart);
  if (series.length < 4) throw problem(`${file} has ${counted(series.length, 'series', 'series')}: to tell classes takes 4 at least, told apart by a column (series), or in files of their own.`);
  const words = table.words?.(at!) ?? Array.from(table.column(at!), String);
  const own = series.map(({ from, to }) => {
    const other = words.slice(from, to).find((word) => word !== words[from]);
    if (other !== undefined) throw problem(`A series of ${file} is of two classes, "${words[from]}" and "${other}": each has one ("${target}").`);
    if (to - from <= washout) throw problem(`A series of ${file} has ${counted(to - from, 'row')}, and the washout takes ${washout}: lower it.`);
    return words[from]!;
  });
  const classes = [...new Set(own)].sort();
  if (classes.length < 2) throw problem(`All series of ${file} are of the class "${classes[0]}": there is nothing to tell.`);
  const order = split(seed, 'data').permutation(series.length);
  const kept = Math.min(series.length - 2, Math.max(1, Math.round(series.length * test)));
  const train = order.slice(kept);
  const columns = placed.map((index) => table.column(index));
  const scales = columns.map((column, k) => {
    const learnt = Float64Array.from(train.flatMap((s) => Array.from(column.subarray(series[s]!.from, series[s]!.to))));
    const scale = fitScale(inputs[k]!, learnt);
    if (isConstant(learnt)) throw problem(`"${inputs[k]}" of ${file} never changes in the series that are learnt from: read another column.`);
    if (isExtreme(scale)) throw problem(`${file}: the numbers of "${inputs[k]}" are too large, or too close to each other, to compute with. Scale the column.`);
    return scale;
  });
  return { x: interleaved(file, columns, scales, table.rows), series, labels: own.map((label) => classes.indexOf(label)), classes, train, test: order.slice(0, kept) };
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);

/** The class that a network of a seed says of each series. */
async function classified({ x, series, labels, classes, train }: LabelledSeries, options: EchoStateOptions, pool: Pooling, seed: number, surroundings: FitSurroundings, run: number): Promise<number[]> {
  const workspace = await surroundings.openWorkspace();
  try {
    const network = drawnNetwork(workspace, { ...options, moreTargets: [] }, kernelWeights((surroundings.draw ?? drawWeights)({ ...options, moreTargets: [], feedback: 0 }, seed), options.layers, 1 - options.leakRate));
    const n = network.reservoir.inputs;
    const noise = stateNoise(options, seed);
    const pooled: Float32Array[] = [];
    for (const [s, { from, to }] of series.entries()) {
      surroundings.signal?.throwIfAborted();
      network.reset();
      const sum = new Float64Array(network.features);
      const first = pool === 'last' ? to - from - 1 : options.washout;
      network.see(x.subarray(from * n, to * n), (seen, t) => { if (t >= first) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + seen[i]! / (to - from - first); }, { addToDrive: train.includes(s) ? noise : undefined });
      pooled.push(Float32Array.from(sum));
      surroundings.onProgress?.((run + (s + 1) / series.length) / options.runs);
      await surroundings.breathe();
    }
    const sums = new ReadoutSums(workspace, network.features, classes.length, false);
    for (const s of train) sums.add(pooled[s]!, Float32Array.from(classes, (_, k) => Number(k === labels[s])));
    const V = solutionOf(sums.solve(options.ridge), options, network.features);
    return pooled.map((h) => {
      const answers = classes.map((_, k) => h.reduce((sum, value, i) => sum + value * V[i * classes.length + k]!, 0));
      return answers.indexOf(Math.max(...answers));
    });
  } finally {
    workspace.giveBack?.();
  }
}
