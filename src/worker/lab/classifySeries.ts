import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import type { Segment } from '../../core/data/segments.ts';
import { inTurns } from '../../core/math/turns.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { ReadoutSums } from '../../engine/reservoir/readoutSums.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { ClassificationReport, ClassificationRun, Pooling, Split } from '../../protocol/classes.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { tooLarge } from '../../protocol/fitMemory.ts';
import { layersOf } from '../../protocol/reservoirLayers.ts';
import { drawWeights, drawnNetwork, kernelWeights } from './drawnNetwork.ts';
import { stateNoise } from './drive.ts';
import { fadingWarnings } from './fading.ts';
import type { FitSurroundings } from './fitEchoState.ts';
import type { KeptPooled, Pooled } from './keptPooled.ts';
import { labelledSeries } from './labelledSeries.ts';
import type { LabelledSeries } from './labelledSeries.ts';
import { solutionOf } from './readout.ts';
import { spreadOfValues } from './seriesErrors.ts';

export interface Classification {
  readonly report: ClassificationReport;
  readonly series: LabelledSeries;
  /** Of the first seed, its arrays by their names in a checkpoint. */
  readonly network: { readonly seed: number; readonly tensors: Readonly<Record<string, NamedArray>> };
  /** Of that one, the mean of its squared errors. */
  readonly losses: Readonly<Record<keyof Split, number>>;
}

/** What a classification computes with; what earlier drives left is of another sort. */
export type Surroundings = Omit<FitSurroundings, 'kept'> & { readonly kept?: KeptPooled };

/**
 * Tells the classes of series by a readout over pooled states: a ridge regression on 1 for the class of a series and 0 for the others;
 * the largest answer is what is said. Which series are tested with, a share of each class, is drawn by the first seed.
 * @param asked `target` is the column of the classes, and `series` the one that tells the series apart
 * @param which other series are learnt from and tested with; those of neither play no part
 * @throws SpecError or Error, a sentence, where table or options do not do
 */
export async function classifySeries(table: NumberTable, asked: EchoStateOptions, pool: Pooling, surroundings: Surroundings, which?: Split): Promise<Classification> {
  const options = { ...asked, inputs: [...new Set(asked.inputs)], pool, moreTargets: [], horizon: 0, feedback: 0 };
  const large = tooLarge(options);
  if (large !== undefined) throw new SpecError(large, ['model', 'layers']);
  const data = labelledSeries(table, options, which);
  const runs: ClassificationRun[] = [];
  let [first, confusion]: [Classified | undefined, number[][]] = [undefined, []];
  for (let run = 0; run < options.runs; run++) {
    const done = await classified(data, options, pool, options.seed + run, surroundings, run);
    const right = (of: readonly number[]): number => of.filter((s) => done.said[s] === data.labels[s]).length / of.length;
    runs.push({ seed: options.seed + run, train: right(data.train), test: right(data.test) });
    if (first) continue;
    first = done;
    confusion = data.classes.map((_, truth) => data.classes.map((__, other) => data.test.filter((s) => data.labels[s] === truth && done.said[s] === other).length));
  }
  return {
    series: data, network: { seed: options.seed, tensors: first!.tensors }, losses: { train: squaredError(data, first!, data.train), test: squaredError(data, first!, data.test) },
    report: {
      file: table.file, options, pool, classes: data.classes, series: { train: data.train.length, test: data.test.length },
      accuracy: { train: spreadOfValues(runs.map(({ train }) => train)), test: spreadOfValues(runs.map(({ test }) => test)) }, confusion, runs,
      warnings: [...data.constant.map((name) => `"${name}" never changes in the series that are learnt from: it tells no class from another.`), ...untested(data), ...fadingWarnings(options)],
    },
  };
}

/** Of classes with one series, which is learnt from. */
function untested({ labels, classes, test }: LabelledSeries): string[] {
  const missing = classes.filter((_, k) => !test.some((s) => labels[s] === k));
  return missing.length === 0 ? [] : [`No series of the class ${missing.map((name) => `"${name}"`).join(', ')} is tested with: keep a larger share, or have more of them.`];
}

interface Classified {
  readonly tensors: Readonly<Record<string, NamedArray>>;
  /** Of each series, what is said of each class. */
  readonly answers: readonly (readonly number[])[];
  /** The class of each series: the largest of these. */
  readonly said: readonly number[];
}

function squaredError({ labels, classes }: LabelledSeries, { answers }: Classified, which: readonly number[]): number {
  return which.reduce((sum, s) => sum + answers[s]!.reduce((own, answer, k) => own + (answer - Number(k === labels[s])) ** 2, 0), 0) / (which.length * classes.length);
}

async function classified(data: LabelledSeries, options: EchoStateOptions, pool: Pooling, seed: number, surroundings: Surroundings, run: number): Promise<Classified> {
  const { labels, classes, train } = data;
  const workspace = await surroundings.openWorkspace();
  try {
    const turn = async (): Promise<void> => { await surroundings.breathe(); surroundings.signal?.throwIfAborted(); };
    const { states, tensors } = await pooledStates(workspace, data, options, pool, seed, surroundings, run);
    const features = states[0]!.length;
    const sums = new ReadoutSums(workspace, features, classes.length, false);
    const learnt = new Float32Array(train.length * features);
    for (const [i, s] of train.entries()) learnt.set(states[s]!, i * features);
    sums.add(learnt, Float32Array.from({ length: train.length * classes.length }, (_, i) => Number(i % classes.length === labels[train[Math.floor(i / classes.length)]!])));
    const V = solutionOf(await inTurns(sums.solving(options.ridge), turn), options, features);
    const rows = (features - 1) * classes.length;
    const answers = states.map((h) => classes.map((_, k) => h.reduce((sum, value, i) => sum + value * V[i * classes.length + k]!, 0)));
    surroundings.onProgress?.((run + 1) / options.runs);
    return {
      answers, said: answers.map((own) => own.indexOf(Math.max(...own))),
      tensors: { ...tensors, V: { shape: [features - 1, classes.length], data: V.subarray(0, rows) }, c: { shape: [classes.length], data: V.subarray(rows) } },
    };
  } finally {
    workspace.giveBack?.();
  }
}

/** What the readout reads of each series, pooled; what an earlier drive left is not computed again. */
async function pooledStates(workspace: ReservoirWorkspace, { x, series, train }: LabelledSeries, options: EchoStateOptions, pool: Pooling, seed: number, { draw = drawWeights, kept, breathe, signal, onProgress }: Surroundings, run: number): Promise<Pooled> {
  const key = keyOf(options, pool, seed, series, train);
  const found = kept?.find(key, x);
  if (found) {
    kept!.keep(found);
    return found;
  }
  const turn = async (): Promise<void> => { await breathe(); signal?.throwIfAborted(); };
  const tensors = await inTurns(draw(options, seed), turn);
  const network = drawnNetwork(workspace, options, await inTurns(kernelWeights(tensors, options), turn));
  const [n, noise, learnt, states, all] = [network.reservoir.inputs, stateNoise(options, seed), new Set(train), [] as Float32Array[], series.at(-1)!.to];
  for (const [s, { from, to }] of series.entries()) {
    network.reset();
    const sum = new Float64Array(network.features);
    const first = pool === 'last' ? to - from - 1 : options.washout;
    const look = (seen: Float64Array, t: number): void => { if (t >= first) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + seen[i]! / (to - from - first); };
    let done = from;
    for (const steps of network.seeing(x.subarray(from * n, to * n), look, { addToDrive: learnt.has(s) ? noise : undefined })) {
      onProgress?.((run + (done += steps) / all) / options.runs);
      await turn();
    }
    states.push(Float32Array.from(sum));
  }
  const pooled = { key, x, tensors, states };
  kept?.keep(pooled);
  return pooled;
}

/** Of which options the pooled states are: of one that is not named here they are. */
function keyOf(options: EchoStateOptions, pool: Pooling, seed: number, series: readonly Segment[], train: readonly number[]): string {
  const { inputs, target, moreTargets, series: apart, horizon, test, runs, ridge, readout, forgetting, stepSize, ...states } = options;
  return JSON.stringify({ ...states, pool, seed, inputs: inputs.length, of: series, noisy: layersOf(options).some(({ noise }) => noise > 0) && train });
}
