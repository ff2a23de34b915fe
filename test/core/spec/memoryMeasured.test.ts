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
import { adding, resolved } from './texts.ts';

beforeAll(() => setBackend('cpu'));

const size = 20;

function batchOf(batchSize: number, tau: number): Batch {
  const characters = { kind: 'indices', size, tau, data: new Int32Array(batchSize * tau) } as const;
  return { batchSize, tau, continues: false, x: characters, y: characters };
}

/** Of the adding problem: eight sequences of 32. */
const addingBatch: Batch = {
  batchSize: 8, tau: 32, continues: false, x: { kind: 'rows', size: 2, tau: 32, data: new Float32Array(8 * 32 * 2) }, y: { kind: 'rows', size: 1, tau: 1, data: new Float32Array(8) },
};

/** Bytes that one parameter update holds at its peak, as TensorFlow.js counts them. */
async function measured(experiment: ReturnType<typeof resolved>): Promise<number> {
  const { model, training } = experiment;
  const compiled = await new TfjsEngine('cpu').compile(recurrent({ ...model, inputSize: size, outputSize: size }), training, 1);
  const { peakBytes } = await profile(async () => { await compiled.run(batchOf(training.batchSize, training.tau)); });
  compiled.dispose();
  return peakBytes;
}

function experimentOf(engine: string, kind: string, optimiser: string, hiddenSize: number, batchSize: number, tau: number) {
  const layers = [{ cell: { kind }, hiddenSize }];
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

test.each([{ direction: 'both' }, { depth: { input: 1, hidden: 2, skip: true } }])('an LSTM layer with %o: within a third of what an update takes on TensorFlow.js', async options => {
  const layers = [{ cell: { kind: 'lstm' }, hiddenSize: 32, ...options }];
  const experiment = resolved({ engine: 'tfjs', data: adding, model: { layers }, training: { batchSize: 8, tau: 32, loss: 'meanSquaredError' } });
  const { model } = experiment;
  const sizes = { inputSize: 2, outputSize: 1 };
  const compiled = await new TfjsEngine('cpu').compile(recurrent({ ...model, ...sizes }), experiment.training, 1);
  const { peakBytes } = await profile(async () => { await compiled.run(addingBatch); });
  compiled.dispose();
  const ratio = estimateMemory(experiment, sizes).total / peakBytes;
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(4 / 3);
});

test.each(cases)('%s, %s, %d units, batch %d, tau %d: within a third of what an update takes on TensorFlow.js', async (kind, optimiser, hiddenSize, batchSize, tau) => {
  const experiment = experimentOf('tfjs', kind, optimiser, hiddenSize, batchSize, tau);
  const estimate = estimateMemory(experiment, { inputSize: size, outputSize: size }).total;
  const ratio = estimate / await measured(experiment);
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(4 / 3);
});

/** The scratch of a product with a transpose is left out of the estimate: it does not grow with the batch. */
test.each([
  ['tanh', 'sgd', 128, 32, 64],
  ['lstm', 'adam', 128, 32, 64],
  ['lstm', 'rmsprop', 512, 8, 32],
  ['gru', 'adam', 256, 32, 64],
] as const)('%s, %s, %d units, batch %d, tau %d: within a third of what the plan takes on two threads', async (kind, optimiser, hiddenSize, batchSize, tau) => {
  const experiment = experimentOf('planned', kind, optimiser, hiddenSize, batchSize, tau);
  const estimate = estimateMemory(experiment, { inputSize: size, outputSize: size }, 2).total;
  const ratio = estimate / await planned(experiment, 2);
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(4 / 3);
});
