import type { Batch } from '../../../src/core/data/batch.ts';
import { split } from '../../../src/core/math/random.ts';
import type { RecurrentSpec } from '../../../src/core/models/recurrentSpec.ts';
import type { CellSpec, LossKind } from '../../../src/core/spec/experiment.ts';
import type { CompiledModel, TrainingPlan } from '../../../src/core/train/engine.ts';

export const [nX, nO] = [3, 5];
export const lengths = [4, 7, 1, 6];
const tau = Math.max(...lengths);

/** Sequences of several lengths side by side; what fills them up are numbers like any others. */
export function padded(output: 'each' | 'last', loss: LossKind, ones = false): Batch {
  const random = split(3, 'data');
  const B = lengths.length;
  const outputs = output === 'each' ? tau : 1;
  const there = (t: number, length: number) => Number(ones || t < length);
  const counts = (t: number, length: number) => Number(ones || (t < length && (t % 2 === 0 || t === length - 1)));
  const maskOf = (test: (t: number, length: number) => number) => Float32Array.from(lengths.flatMap((length) => Array.from({ length: tau }, (_, t) => test(t, length))));
  const yMask = output === 'each' ? { mask: maskOf(counts) } : {};
  return {
    batchSize: B, tau, continues: false,
    x: { kind: 'rows', size: nX, tau, mask: maskOf(there), data: Float32Array.from({ length: B * tau * nX }, () => random.normal()) },
    y: loss === 'crossEntropy'
      ? { kind: 'indices', size: nO, tau: outputs, ...yMask, data: Int32Array.from({ length: B * outputs }, () => random.integer(nO)) }
      : { kind: 'rows', size: nO, tau: outputs, ...yMask, data: Float32Array.from({ length: B * outputs * nO }, () => random.uniform()) },
  };
}

/** Row b by itself, as long as it is, and how many of its outputs count. */
export function alone(batch: Batch, b: number): { sequence: Batch; count: number } {
  const length = lengths[b]!;
  const outputs = batch.y.tau === 1 ? 1 : length;
  const [width, first] = [batch.y.kind === 'indices' ? 1 : nO, b * batch.y.tau];
  const mask = batch.y.mask?.slice(first, first + outputs);
  const y = { ...batch.y, tau: outputs, mask, data: batch.y.data.slice(first * width, (first + outputs) * width) };
  const x = { kind: 'rows', size: nX, tau: length, data: batch.x.data.slice(b * tau * nX, (b * tau + length) * nX) };
  return { sequence: { batchSize: 1, tau: length, continues: false, x, y } as Batch, count: mask ? mask.filter(Boolean).length : 1 };
}

export function withoutMasks({ x: { mask: _, ...x }, y: { mask: __, ...y }, ...batch }: Batch): Batch {
  return { ...batch, x, y } as Batch;
}

/** With momentum, v after the first update is the gradient itself. */
export const planOf = (loss: LossKind): TrainingPlan => ({ loss, clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } });

export async function gradientOf(compile: () => Promise<CompiledModel>, batch: Batch): Promise<number[]> {
  const model = await compile();
  const gradient = await firstGradient(model, batch);
  model.dispose();
  return gradient;
}

/** Of a model that has had no update yet, nor has one afterwards. */
async function firstGradient(model: CompiledModel, batch: Batch): Promise<number[]> {
  const start = await model.snapshot();
  const { loss } = await model.run(batch);
  const gradients = Object.entries(await model.snapshot()).filter(([name]) => name.startsWith('optimiser/v/')).map(([, { data }]) => [...data]);
  await model.restore(start);
  return [loss, ...gradients.flat()];
}

/** The mean over all outputs that count, from the sequences one by one. */
export async function oneByOne(compile: () => Promise<CompiledModel>, batch: Batch): Promise<number[]> {
  const parts = lengths.map((_, b) => alone(batch, b));
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const model = await compile();
  let mean: number[] = [];
  for (const { sequence, count } of parts) {
    const own = await firstGradient(model, sequence);
    mean = own.map((value, i) => (mean[i] ?? 0) + value * count / total);
  }
  model.dispose();
  return mean;
}

/** Two layers of a cell. */
export const spec = (cell: CellSpec, output: 'each' | 'last'): RecurrentSpec =>
  ({ layers: [{ cell, hiddenSize: 6 }, { cell, hiddenSize: 5 }], output, inputSize: nX, outputSize: nO });

/** Which cell it is does not ask for the loss: every one with two kinds, an LSTM with all. */
export const kindsFor = (cell: CellSpec) => kinds.filter(([output, loss]) => cell.kind === 'lstm' || loss === (output === 'each' ? 'crossEntropy' : 'meanSquaredError'));

export const kinds = (['each', 'last'] as const).flatMap((output) =>
  (['crossEntropy', 'meanSquaredError', 'binaryCrossEntropy'] as const).map((loss) => [output, loss] as const));
