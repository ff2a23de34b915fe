import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { withCode } from '../../src/core/cells/own.ts';
import type { Checkpoint } from '../../src/core/checkpoint/checkpoint.ts';
import type { ResolvedExperiment } from '../../src/core/spec/experiment.ts';
import { mapOwnCells } from '../../src/core/spec/ownCells.ts';
import type { Engine } from '../../src/core/train/engine.ts';
import type { TrainRecord } from '../../src/core/train/records.ts';
import { EngineServer } from '../../src/engine/remote/engineServer.ts';
import { RemoteEngine } from '../../src/engine/remote/remoteEngine.ts';
import type { WholeStart } from '../../src/worker/ownNotes.ts';
import { prepareTrainer } from '../../src/worker/prepareTrainer.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { ownLstm } from './lib/ownLstm.ts';
import { startPlanned } from './planned/start.ts';
import { channelPair } from './remote/lib/channels.ts';
import { start } from './tfjs/start.ts';

const text = 'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse.\n'.repeat(4);
const readFile = filesOf({ 'a.txt': text });
const fresh: string[] = [];

/** Of text, by a cell of a kind; an own one has this code. */
function of(kind: string, training: object = {}, code = 'as it was'): ResolvedExperiment {
  const parts = { data: { kind: 'text', file: 'a.txt' }, model: { layers: [{ cell: { kind }, hiddenSize: 5 }, { cell: { kind }, hiddenSize: 4 }] }, training: { steps: 4, batchSize: 3, tau: 6, validateEvery: 4, ...training } };
  return mapOwnCells(experimentOf(parts as unknown as Parameters<typeof experimentOf>[0]), cell => withCode(cell, { make: ownLstm, call: f => f(), hash: code }));
}

/** An update too small to change a number. */
const still = { steps: 1, validateEvery: 1, optimiser: { kind: 'adam', learningRate: 1e-30 }, startFrom: { file: 'a.safetensors', fresh } };

async function train(experiment: ResolvedExperiment, engine: Engine, checkpoint?: Checkpoint) {
  const begin: WholeStart | undefined = checkpoint && { file: 'a.safetensors', fresh, checkpoint };
  const trainer = await prepareTrainer({ experiment, readFile, begin, choose: async () => ({ engine }) });
  const records: TrainRecord[] = [];
  for await (const record of trainer) records.push(record);
  const last = await trainer.snapshot();
  trainer.dispose();
  return { last, said: records.flatMap(record => (record.kind === 'log' ? [`${record.level}: ${record.message}`] : [])) };
}

const parametersOf = ({ tensors }: Checkpoint) => Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.includes('/')).map(([name, { data }]) => [name, data]));

const [cpu, planned] = [await start('cpu'), await startPlanned()];
const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  'TensorFlow.js': async () => cpu, 'the planned engine': async () => planned,
  'an engine elsewhere, as WebGL in a panel is': async () => {
    const [here, there] = channelPair();
    new EngineServer(Promise.resolve({ engine: cpu, card: { name: 'webgl', renderer: 'a card' }, tensors: () => memory().numTensors, lost: () => undefined }), there);
    return RemoteEngine.open(here);
  },
};
const before = { builtIn: (await train(of('lstm'), cpu)).last, own: (await train(of('./lstm.ts'), cpu)).last };

test.each(Object.keys(engines))('%s begins with the very parameters of a checkpoint, and is as good from the start', async name => {
  const { last, said } = await train(of('lstm', still), await engines[name]!(), before.builtIn);
  expect(parametersOf(last)).toEqual(parametersOf(before.builtIn));
  expect(Math.abs(last.validationLoss! / before.builtIn.validationLoss! - 1)).toBeLessThan(1e-5);
  expect(last.tensors['optimiser/steps']!.data).toEqual(Float32Array.of(1));
  expect(said.at(-1)).toMatch(/^info: Begins with 8 parameters of a\.safetensors, as they were after step 4\.$/);
});

test('a cell of one\'s own begins with what it learnt, and with what the built-in learnt that it was written from; so does that with what it learnt, planned', async () => {
  for (const [kind, engine, checkpoint] of [['./lstm.ts', cpu, before.own], ['./lstm.ts', cpu, before.builtIn], ['lstm', planned, before.own]] as const) {
    const { last, said } = await train(of(kind, still), engine, checkpoint);
    expect(parametersOf(last)).toEqual(parametersOf(checkpoint));
    expect(Math.abs(last.validationLoss! / checkpoint.validationLoss! - 1)).toBeLessThan(1e-5);
    expect(said.filter(sentence => sentence.startsWith('warning'))).toEqual([]);
  }
});

test('where its code was changed since it learnt them, that is said', async () => {
  const { said } = await train(of('./lstm.ts', still, 'as it is'), cpu, before.own);
  expect(said).toContain('warning: ./lstm.ts was changed since step 4 was saved in a.safetensors: what its parameters learnt there, they learnt by what it said then.');
});
