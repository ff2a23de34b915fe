import '@tensorflow/tfjs-backend-cpu';
import { profile, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { estimateMemory } from '../../../src/core/spec/memory.ts';
import { controlBytes } from '../../../src/engine/planned/control.ts';
import { Member } from '../../../src/engine/planned/member.ts';
import { planSpec } from '../../../src/engine/planned/plan.ts';
import { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
import { kernelModule } from '../../engine/planned/start.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';
import { resolved } from './texts.ts';

beforeAll(() => setBackend('cpu'));

const size = 20;

function batchOf(batchSize: number, tau: number): Batch {
  const characters = { kind: 'indices', size, tau, data: new Int32Array(batchSize * tau) } as const;
  return { batchSize, tau, continues: false, x: characters, y: characters };
}

/** Bytes that one parameter update holds at its peak, as TensorFlow.js counts them. */
async function measured(experiment: ReturnType<typeof resolved>): Promise<number> {
  const { model, training } = experiment;
  const compiled = await new TfjsEngine('cpu').compile(recurrent({ ...model, inputSize: size, outputSize: size }), training, 1);
  const { peakBytes } = await profile(async () => { await compiled.run(batchOf(training.batchSize, training.tau)); });
  compiled.dispose();
  return peakBytes;
}

function experimentOf(engine: string, cell: object, optimiser: string, hiddenSize: number, batchSize: number, tau: number) {
  const layers = [{ cell, hiddenSize }];
  return resolved({ engine, model: { layers }, training: { batchSize, tau, optimiser: { kind: optimiser } } });
}

/** Bytes from the first to the last that the plan names. */
async function planned({ model, training }: ReturnType<typeof resolved>, threads: number): Promise<number> {
  const spec = planSpec(recurrent({ ...model, inputSize: size, outputSize: size }), training, threads);
  const member = new Member({ module: await kernelModule(false), memory: new WebAssembly.Memory({ initial: 1 }), spec, thread: 0 });
  return member.spaces({ tau: training.tau, B: training.batchSize, xIndices: true, yIndices: true, members: threads }).end - controlBytes;
}

const cases = [
  ['tanh', 'sgd', 32, 8, 32],
  ['tanh', 'adam', 64, 2, 8],
  ['lstm', 'adam', 32, 8, 32],
  ['lstm', 'rmsprop', 96, 1, 16],
  ['gru', 'adam', 64, 4, 24],
  ['gru', 'sgd', 16, 16, 4],
] as const;

test.each(cases)('%s, %s, %d units, batch %d, tau %d: within a third of what an update takes on TensorFlow.js', async (kind, optimiser, hiddenSize, batchSize, tau) => {
  const experiment = experimentOf('tfjs', { kind }, optimiser, hiddenSize, batchSize, tau);
  expectFair(experiment, await measured(experiment));
});

test.each(cellSpecs.map(cell => [nameOf(cell), cell] as const))('%s: within a third of what an update takes on TensorFlow.js, small and large', async (_, cell) => {
  for (const experiment of [experimentOf('tfjs', cell, 'adam', 24, 8, 24), experimentOf('tfjs', cell, 'sgd', 64, 2, 12)]) {
    expectFair(experiment, await measured(experiment));
  }
});

function expectFair(experiment: ReturnType<typeof resolved>, bytes: number, threads = 1): void {
  const ratio = estimateMemory(experiment, { inputSize: size, outputSize: size }, threads).total / bytes;
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(4 / 3);
}

/** The scratch of a product with a transpose is left out of the estimate: it does not grow with the batch. */
test.each([
  ['tanh', 'sgd', 128, 32, 64],
  ['lstm', 'adam', 128, 32, 64],
  ['lstm', 'rmsprop', 512, 8, 32],
  ['gru', 'adam', 256, 32, 64],
] as const)('%s, %s, %d units, batch %d, tau %d: within a third of what the plan takes on two threads', async (kind, optimiser, hiddenSize, batchSize, tau) => {
  const experiment = experimentOf('planned', { kind }, optimiser, hiddenSize, batchSize, tau);
  expectFair(experiment, await planned(experiment, 2), 2);
});
