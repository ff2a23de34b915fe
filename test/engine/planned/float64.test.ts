import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { split } from '../../../src/core/math/random.ts';
import type { TrainingPlan } from '../../../src/core/train/engine.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { fusedCellSpecs } from '../../core/cells/experiments.ts';
import { float64 } from '../../float64/load.ts';
import { startPlanned } from './start.ts';

/** Sizes that fit no vector, no tile and no panel are as likely as others; tau and B of 1 too. */
const shapes = fc.record({
  cell: fc.constantFrom(...fusedCellSpecs), layers: fc.integer({ min: 1, max: 2 }), output: fc.constantFrom('each', 'last'),
  directions: fc.tuple(...[0, 1].map(() => fc.constantFrom('forward', 'forward', 'backward', 'both'))),
  n: fc.integer({ min: 1, max: 13 }), nX: fc.integer({ min: 2, max: 11 }), nO: fc.integer({ min: 2, max: 10 }),
  B: fc.integer({ min: 1, max: 7 }), tau: fc.integer({ min: 1, max: 6 }), threads: fc.integer({ min: 1, max: 2 }),
  indices: fc.boolean(), loss: fc.constantFrom('crossEntropy', 'meanSquaredError', 'binaryCrossEntropy'), seed: fc.nat(),
} as const);
type Shapes = typeof shapes extends fc.Arbitrary<infer T> ? T : never;

function batchOf({ B, tau, nX, nO, indices, loss, output, seed }: Shapes): Batch {
  const random = split(seed, 'data');
  const classes = (count: number, size: number) => Int32Array.from({ length: count }, () => random.integer(size));
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  const outputs = output === 'each' ? tau : 1;
  return {
    batchSize: B, tau, continues: false,
    x: indices ? { kind: 'indices', size: nX, tau, data: classes(B * tau, nX) } : { kind: 'rows', size: nX, tau, data: numbers(B * tau * nX) },
    y: loss === 'crossEntropy'
      ? { kind: 'indices', size: nO, tau: outputs, data: classes(B * outputs, nO) }
      : { kind: 'rows', size: nO, tau: outputs, data: loss === 'meanSquaredError' ? numbers(B * outputs * nO) : Float32Array.from({ length: B * outputs * nO }, () => random.uniform()) },
  };
}

const planOf = ({ loss }: Shapes): TrainingPlan =>
  ({ loss, clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } }) as TrainingPlan;

const gradientsIn = (snapshot: Readonly<Record<string, { data: ArrayLike<number> }>>) =>
  Object.entries(snapshot).filter(([name]) => name.startsWith('optimiser/v/')).map(([name, { data }]) => ({ name, data }));

it('gradients are within 1e-5 of float64, whatever the sizes', { timeout: 120_000 }, async () => {
  const engines = [await startPlanned(1), await startPlanned(2)];
  await fc.assert(fc.asyncProperty(shapes, async (shape) => {
    const { cell, layers, directions, n, nX, nO, output, threads } = shape;
    const spec = { layers: Array.from({ length: layers }, (_, i) => ({ cell, hiddenSize: n + i, direction: directions[i]! })), output, inputSize: nX, outputSize: nO };
    const planned = await engines[threads - 1]!.compile(recurrent(spec), planOf(shape), shape.seed);
    const exact = await new float64.TfjsEngine('cpu').compile(float64.recurrent(spec), planOf(shape), shape.seed);
    const batch = batchOf(shape);
    const { loss } = await planned.run(batch);
    expect(loss).toBeCloseTo((await exact.run(batch)).loss, 5);
    const right = Object.fromEntries(gradientsIn(await exact.snapshot()).map(({ name, data }) => [name, data]));
    const largest = Math.max(...Object.values(right).flatMap((data) => Array.from(data, Math.abs)));
    for (const { name, data } of gradientsIn(await planned.snapshot())) {
      const furthest = Math.max(...Array.from(data, (value, i) => Math.abs(value - right[name]![i]!)));
      expect(furthest / largest, name).toBeLessThan(1e-5);
    }
    planned.dispose();
    exact.dispose();
  }), { numRuns: 100, seed: 20240607 });
});

