import '@tensorflow/tfjs-backend-cpu';
import { profile, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { estimateMemory } from '../../../src/core/spec/memory.ts';
import { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
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

test.each([
  ['tanh', 'sgd', 32, 8, 32],
  ['tanh', 'adam', 64, 2, 8],
  ['lstm', 'adam', 32, 8, 32],
  ['lstm', 'rmsprop', 96, 1, 16],
  ['gru', 'adam', 64, 4, 24],
  ['gru', 'sgd', 16, 16, 4],
])('%s, %s, %d units, batch %d, tau %d: within a third of what an update takes', async (kind, optimiser, hiddenSize, batchSize, tau) => {
  const layer = { cell: { kind }, hiddenSize };
  const experiment = resolved({ model: { layers: [layer] }, training: { batchSize, tau, optimiser: { kind: optimiser } } });
  const estimate = estimateMemory(experiment, { inputSize: size, outputSize: size }).total;
  const ratio = estimate / await measured(experiment);
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(4 / 3);
});
