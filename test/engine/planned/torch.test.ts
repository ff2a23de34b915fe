import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/checkpoint/checkpoint.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { LayerSpec, LossKind } from '../../../src/core/spec/experiment.ts';
import { goldenBothWays, goldenCells } from '../../core/cells/goldenCells.ts';
import { startPlanned } from './start.ts';

type Golden = (typeof goldenBothWays)[number];
interface Numbers { shape: number[]; data: number[] }

function batchOf({ x, y, loss }: Golden): Batch {
  const [B, tau, size] = x.shape as [number, number, number];
  const targets = loss === 'crossEntropy'
    ? { kind: 'indices', size: 3, tau: y.shape[1]!, data: Int32Array.from(y.data) } as const
    : { kind: 'rows', size: y.shape[2]!, tau: y.shape[1]!, data: Float32Array.from(y.data) } as const;
  return { batchSize: B, tau, continues: false, x: { kind: 'rows', size, tau, data: Float32Array.from(x.data) }, y: targets };
}

const cellOf = ({ cell }: Golden) => ({ recurrentInitialiser: 'orthogonal', ...cell }) as LayerSpec['cell'];
const planned = [...goldenCells, ...goldenBothWays].filter((golden) => cellFacts(cellOf(golden)).held.planned !== undefined);

/** With momentum, v after the first update is the gradient itself. */
async function gradients(golden: Golden, threads: number): Promise<{ loss: number; gradients: Record<string, Float32Array> }> {
  const model = recurrent({
    layers: Array(golden.layers).fill({ cell: cellOf(golden), hiddenSize: golden.hiddenSize, direction: golden.direction ?? 'forward' }), output: golden.output as 'each' | 'last',
    inputSize: golden.x.shape[2]!, outputSize: golden.parameters.c.data.length,
  });
  const plan = { loss: golden.loss as LossKind, clip: { kind: 'none' }, omega: 0, backpropagation: { kind: 'full' }, optimiser: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } } as const;
  const compiled = await (await startPlanned(threads)).compile(model, plan, 1);
  await compiled.restore({ ...await compiled.snapshot(), ...parametersOf(golden) });
  const { loss } = await compiled.run(batchOf(golden));
  const v = Object.entries(await compiled.snapshot()).filter(([name]) => name.startsWith('optimiser/v/'));
  compiled.dispose();
  return { loss, gradients: Object.fromEntries(v.map(([name, { data }]) => [name.slice('optimiser/v/'.length), data])) };
}

const parametersOf = ({ parameters }: Golden): Snapshot =>
  Object.fromEntries(Object.entries(parameters as Record<string, Numbers>).map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]));

describe.each([1, 2])('planned on %d threads: loss and every gradient agree with PyTorch to 1e-5', (threads) => {
  it.each(planned)('$name', async (golden) => {
    const found = await gradients(golden, threads);
    expect(Math.abs(found.loss / golden.value - 1)).toBeLessThan(1e-5);
    expect(Object.keys(found.gradients).sort()).toEqual(Object.keys(golden.gradients).sort());
    for (const [name, { data }] of Object.entries(golden.gradients as Record<string, Numbers>)) {
      expect(relativeError(found.gradients[name]!, data), name).toBeLessThan(1e-5);
    }
  });
});
