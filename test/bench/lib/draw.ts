import type { NamedArray } from '../../../src/core/checkpoint/checkpoint.ts';
import type { Batch, Indices, Rows } from '../../../src/core/data/batch.ts';
import { initialise } from '../../../src/core/math/initialisers.ts';
import { split } from '../../../src/core/math/random.ts';
import type { RandomStream } from '../../../src/core/math/random.ts';
import { drawReservoir } from './drawReservoir.ts';
import { modelOf } from './model.ts';
import type { SequenceWorkload, Workload } from './workload.ts';

/** Named arrays as all who compete read them. */
export type Tensors = Readonly<Record<string, NamedArray>>;

const seed = 1;

/** Different batches, in turn, so that a large model does not learn one by heart while it is being timed. */
const batchCount = 8;

/** The first weights and the batches of a workload: the same numbers each time. Indices are stored as numbers. */
export function draw(workload: Workload): Tensors {
  if (workload.kind === 'reservoir') return drawReservoir(workload, split(seed, 'data'));
  const random = split(seed, 'data');
  const batches = Array.from({ length: batchCount }, (_, i) => ({ [`x.${i}`]: drawInput(workload, random), [`y.${i}`]: drawTarget(workload, random) }));
  return Object.assign(drawParameters(workload), ...batches) as Tensors;
}

function drawParameters(workload: SequenceWorkload): Record<string, NamedArray> {
  const random = split(seed, 'weights');
  return Object.fromEntries(modelOf(workload).parameters.map(spec => [spec.name, { shape: spec.shape, data: initialise(spec, random) }]));
}

function drawInput({ batchSize, tau, input, inputSize }: SequenceWorkload, random: RandomStream): NamedArray {
  return input === 'indices'
    ? array([batchSize, tau], () => random.integer(inputSize))
    : array([batchSize, tau, inputSize], () => random.uniform());
}

function drawTarget({ batchSize, tau, output, loss, outputSize }: SequenceWorkload, random: RandomStream): NamedArray {
  const steps = output === 'each' ? tau : 1;
  return loss === 'crossEntropy'
    ? array([batchSize, steps], () => random.integer(outputSize))
    : array([batchSize, steps, outputSize], () => random.uniform());
}

function array(shape: readonly number[], next: () => number): NamedArray {
  return { shape, data: new Float32Array(shape.reduce((product, n) => product * n, 1)).map(next) };
}

/** The batches of a workload, as Unfold's engines read them. */
export function batchesOf(workload: SequenceWorkload, tensors: Tensors): Batch[] {
  return Array.from({ length: batchCount }, (_, number) => batchOf(workload, tensors, number));
}

function batchOf(workload: SequenceWorkload, tensors: Tensors, number: number): Batch {
  const { batchSize, tau, input, inputSize, loss, outputSize } = workload;
  const values = (kind: 'indices' | 'rows', { shape, data }: NamedArray, size: number): Indices | Rows =>
    kind === 'indices' ? { kind, size, tau: shape[1]!, data: Int32Array.from(data) } : { kind, size, tau: shape[1]!, data };
  return {
    batchSize, tau, continues: false,
    x: values(input, tensors[`x.${number}`]!, inputSize),
    y: values(loss === 'crossEntropy' ? 'indices' : 'rows', tensors[`y.${number}`]!, outputSize),
  };
}
