import type { Batch } from '../../../src/core/data/batch.ts';
import { split } from '../../../src/core/math/random.ts';
import type { TrainingPlan } from '../../../src/core/train/engine.ts';

export const classes = 5;

/** A text-like batch of class indices; the next class is what is to be predicted. */
export function textBatch(seed: number, { B = 2, tau = 4, continues = false } = {}): Batch {
  const random = split(seed, 'data');
  const text = () => new Int32Array(B * tau).map(() => random.integer(classes));
  return { batchSize: B, tau, continues, x: { kind: 'indices', size: classes, tau, data: text() }, y: { kind: 'indices', size: classes, tau, data: text() } };
}

/** Two sources of five classes and three, whose answers are written in four steps and two. */
export function answerBatch(seed: number): Batch {
  const batch = textBatch(seed);
  const random = split(seed, 'data', 1);
  const data = new Int32Array(2 * 5).map(() => random.integer(classes));
  const mask = Float32Array.of(1, 1, 1, 1, 1, 1, 0, 0);
  return { ...batch, x: { ...batch.x, mask }, y: { ...batch.y, mask }, source: { kind: 'indices', size: classes, tau: 5, data, mask: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0) } };
}

/** Rows of two numbers, one number to predict after the last. */
export function rowBatch(seed: number, { B = 3, tau = 4 } = {}): Batch {
  const random = split(seed, 'data');
  const draw = (size: number) => new Float32Array(size).map(() => random.normal());
  return { batchSize: B, tau, continues: false, x: { kind: 'rows', size: 2, tau, data: draw(B * tau * 2) }, y: { kind: 'rows', size: 1, tau: 1, data: draw(B) } };
}

export const textPlan: TrainingPlan = {
  loss: 'crossEntropy', clip: { kind: 'norm', threshold: 1 }, omega: 0, backpropagation: { kind: 'full' },
  optimiser: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

export const rowPlan: TrainingPlan = { loss: 'meanSquaredError', clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } };

/** As an engine takes batches to evaluate. */
export async function* eachOf(...batches: Batch[]): AsyncGenerator<Batch> {
  yield* batches;
}
