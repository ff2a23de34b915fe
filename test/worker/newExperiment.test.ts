import { beforeAll, expect, test } from 'vitest';
import { lookAt } from '../../src/core/propose/lookAt.ts';
import { propose } from '../../src/core/propose/propose.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { startEngine } from '../../src/engine/start.ts';
import { prepareTrainer } from '../../src/worker/prepareTrainer.ts';
import { Session } from '../../src/worker/session.ts';
import { filesOf } from '../core/experiments.ts';
import { files } from '../core/propose/files.ts';
import { readKernels } from '../engine/kernels/builds.ts';
import { start, wasmPath } from '../engine/tfjs/start.ts';
import { ListJournal } from './lib/listJournal.ts';

beforeAll(() => start('wasm'));

const bytesOf = (name: string): Uint8Array => (typeof files[name] === 'string' ? new TextEncoder().encode(files[name]) : files[name]!);

/** A run of two steps, with a validation and a sample at its end, as the worker has it. */
async function train({ training, samples, model, ...experiment }: ResolvedExperiment): Promise<ListJournal> {
  const steps = Math.min(2, training.steps);
  const short = { ...experiment, model: smaller(model), training: { ...training, steps, validateEvery: steps }, samples: { ...samples, every: steps, length: 3 } };
  const journal = new ListJournal();
  const noHelper = (): never => { throw new Error('one thread'); };
  const engine = () => startEngine({ ...short, device: 'wasm', threads: 1, wasmPath, readKernels, startHelper: noHelper });
  const createTrainer = () => prepareTrainer({ experiment: short, choose: async () => ({ engine: await engine() }), readFile: filesOf(files) });
  const end = await new Session({ experiment: short, createTrainer, journal, from: 0, keepRunning: true, onTrouble: 'fail' }).run();
  expect(end).toMatchObject({ state: 'done' });
  return journal;
}

/** As many units as it takes to see that it runs. */
function smaller({ encoder, ...model }: ResolvedExperiment['model']): ResolvedExperiment['model'] {
  const few = <T extends { readonly hiddenSize: number }>(layer: T): T => ({ ...layer, hiddenSize: 8 });
  const small = encoder && { ...encoder, layers: encoder.layers.map(few), ...(encoder.attention && { attention: { ...encoder.attention, size: 8 } }) };
  return { ...model, layers: model.layers.map(few), ...(small && { encoder: small }) };
}

test.each(Object.keys(files))('each experiment that is proposed for %s is valid and trains at once', async name => {
  const bytes = bytesOf(name);
  const proposals = propose(await lookAt({ file: name, bytes, size: bytes.length }), name);
  expect(proposals.length).toBeGreaterThan(0);
  expect(new Set(proposals.map(({ title, model }) => `${title} ${model}`)).size).toBe(proposals.length);
  for (const { title, text } of proposals) {
    const reading = readExperiment(text, { name });
    expect(reading.problems, `${title}\n${text}`).toEqual([]);
    if (!reading.ok) continue;
    const journal = await train(reading.experiment).catch((error: unknown) => { throw new Error(`${title}: ${(error as Error).message}\n${text}`); });
    const losses = journal.records.flatMap(record => (record.kind === 'step' || record.kind === 'validation' ? [record.loss] : []));
    expect(losses.length).toBeGreaterThan(1);
    expect(losses.every(Number.isFinite), text).toBe(true);
  }
});
