import type { NamedArray } from '../checkpoint/checkpoint.ts';
import type { Batch } from '../data/batch.ts';
import type { DataSource } from '../data/source.ts';
import { split } from '../math/random.ts';
import type { RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { takesForcing } from '../spec/ownOutput.ts';
import { compileModel } from './compileModel.ts';
import type { Engine } from './engine.ts';
import { forcingAt } from './teacherForcing.ts';

/** What came out for one parameter. */
export interface GradientCheck {
  readonly name: string;
  readonly shape: readonly number[];
  /** ‖∂L/∂θ‖ by back-propagation. */
  readonly norm: number;
  /** The largest difference from a central difference along a random direction, relative to the norm; 0 where one too large is no more than rounding of the loss alone makes. */
  readonly error: number;
}

/** Of float64. */
const tolerance = 1e-6;

/** Of a loss in float64, relative: some units in the last place. A gradient that is smaller yet cannot be told by differences. */
const rounding = 4 * Number.EPSILON;

/** Whether a gradient so far from that of finite differences is the same. NaN is not. */
export const isRight = (error: number): boolean => error <= tolerance;

/** Where the first step goes across a kink, as of a rectifier, the second is too short to. A wrong gradient is wrong for both. */
const steps = [1e-5, 1e-6];

/**
 * The same experiment, with what of the gradient is on purpose not that of the loss left out: truncation, clipping and Ω. Two short
 * sequences say as much of it as many long ones, where the length is free.
 */
export function checkable(experiment: ResolvedExperiment): ResolvedExperiment {
  const { data, training } = experiment;
  const free = data.kind === 'text' || data.kind === 'series';
  return {
    ...experiment,
    training: {
      ...training, batchSize: Math.min(training.batchSize, 2), tau: free ? Math.min(training.tau, 12) : training.tau,
      optimiser: { kind: 'sgd', learningRate: 1, momentum: 0 }, clip: { kind: 'none' }, backpropagation: { kind: 'full' }, readout: { kind: 'gradient' }, omega: 0,
    },
  };
}

/**
 * Compares the gradient of the first batch's loss with central differences of it along random directions: all elements of a parameter
 * at once. Asks only for what every engine can: an update at a learning rate of 1 is the gradient.
 *
 * @param experiment as `checkable` makes it
 * @param engine of float64; with less, rounding is all that is seen
 * @param directions tried for each parameter
 */
export async function* checkGradients(experiment: ResolvedExperiment, data: DataSource, engine: Engine, directions = 3): AsyncGenerator<GradientCheck> {
  const model = await compileModel(experiment, data, engine);
  try {
    if (takesForcing(experiment.model)) model.set('teacherForcing', forcingAt(experiment.training.teacherForcing, 0));
    const [batch, start] = [data.next(), await model.snapshot()];
    const { loss, gradNorms } = await model.run(batch);
    const after = await model.snapshot();
    await model.restore(start);
    // Where nothing in a step is drawn at random, the loss is to be had without its gradient, in a third of the time.
    const lossOf = await model.evaluate(once(batch)) === loss ? (): Promise<number> => model.evaluate(once(batch)) : async () => (await model.run(batch)).loss;
    const random = split(experiment.seed, 'noise');
    for (const [name, norm] of Object.entries(gradNorms)) {
      const gradient = difference(start[name]!, after[name]!);
      const slopeAlong = slope(lossOf, values => model.restore({ ...start, [name]: { shape: start[name]!.shape, data: values } }), start[name]!.data);
      let error = 0;
      for (let i = 0; i < directions; i++) error = Math.max(error, await errorAlong(random, gradient, norm, loss, slopeAlong));
      yield { name, shape: start[name]!.shape, norm, error };
    }
  } finally {
    model.dispose();
  }
}

type SlopeAlong = (direction: Float64Array, step: number) => Promise<number>;

async function errorAlong(random: RandomStream, gradient: Float64Array, norm: number, loss: number, slopeAlong: SlopeAlong): Promise<number> {
  const direction = Float64Array.from(gradient, () => random.normal());
  const expected = gradient.reduce((sum, g, k) => sum + g * direction[k]!, 0);
  let error = Infinity;
  for (const step of steps) {
    if (isRight(error)) break;
    const difference = Math.abs(await slopeAlong(direction, step) - expected);
    const relative = difference === 0 ? 0 : difference / norm;
    error = Math.min(error, !isRight(relative) && difference <= rounding * Math.abs(loss) / step ? 0 : relative);
  }
  return error;
}

/** (L(θ + ε·d) − L(θ − ε·d)) / 2ε, the noise of the step held fixed. */
function slope(lossOf: () => Promise<number>, set: (theta: Float32Array) => void | Promise<void>, theta: Float32Array): SlopeAlong {
  const lossAt = async (direction: Float64Array, step: number): Promise<number> => {
    await set(theta.map((value, i) => value + step * direction[i]!));
    return lossOf();
  };
  return async (direction, step) => (await lossAt(direction, step) - await lossAt(direction, -step)) / (2 * step);
}

const difference = ({ data }: NamedArray, after: NamedArray): Float64Array => Float64Array.from(data, (theta, i) => theta - after.data[i]!);

async function* once(batch: Batch): AsyncGenerator<Batch> {
  yield batch;
}
