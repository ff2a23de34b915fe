import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { stdout } from 'node:process';
import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import { split } from '../core/math/random.ts';
import type { SampleOptions } from '../core/spec/experiment.ts';
import type { AnswerSample, NotedSample, SampleRecord } from '../core/train/records.ts';
import { sampleCheckpoint } from '../core/train/sampleCheckpoint.ts';
import { deviceHere } from '../engine/tfjs/backends.ts';
import { breather } from '../worker/breather.ts';
import { startEngineHere } from '../worker/node/engine.ts';
import { loadOwnCode } from '../worker/node/own/loadOwnCode.ts';
import { readCheckpoint } from '../worker/node/readCheckpoint.ts';
import { runFolderOf } from '../worker/node/runFolder.ts';
import { readArguments, readNumber } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { dataFolder } from './dataFolder.ts';

const options = {
  length: { type: 'string' }, temperature: { type: 'string' }, 'top-k': { type: 'string' }, 'top-p': { type: 'string' }, prime: { type: 'string' }, beam: { type: 'string' }, seed: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>['values'];

/** `unfold sample CKPT` @throws Complaint, or Error, a sentence */
export async function sample(args: string[]): Promise<number> {
  const { file, values } = readArguments(args, options);
  if (file === undefined) throw notValid('Which checkpoint? unfold sample CKPT');
  const checkpoint = await readCheckpoint(file);
  const { samples, seed, training } = checkpoint.experiment;
  if (training.readout?.kind === 'force') console.error('Its readout was learnt by FORCE, while the network read its own output.');
  const record = await sampleFrom(file, checkpoint, sampleOptions(values, samples), values.length === undefined ? undefined : sampleOptions(values, samples).length, values.seed === undefined ? seed : readNumber('seed', values.seed, 0, 2 ** 32 - 1));
  if (record.kind === 'prediction' && record.prediction.length > record.target.length) console.error(`From index ${record.start + record.target.length} on the series has ended, and the network goes on from what it said itself.`);
  stdout.write(`${values.json ? JSON.stringify(record) : describe(record)}\n`);
  return exitCodes.done;
}

function sampleOptions({ length, temperature, 'top-k': topK, 'top-p': topP, prime, beam }: Values, defaults: SampleOptions): SampleOptions {
  return {
    ...defaults,
    ...(length !== undefined && { length: readNumber('length', length, 1, 100_000) }),
    ...(temperature !== undefined && { temperature: readNumber('temperature', temperature, 0, 100, false) }),
    ...(topK !== undefined && { topK: readNumber('top-k', topK, 0, 1_000_000) }),
    ...(topP !== undefined && { topP: readNumber('top-p', topP, Number.MIN_VALUE, 1, false) }),
    ...(prime !== undefined && { prime }),
    ...(beam !== undefined && { beam: readNumber('beam', beam, 1, 100) }),
  };
}

async function sampleFrom(file: string, { experiment: saved, ...rest }: Checkpoint, samples: SampleOptions, beyond: number | undefined, seed: number): Promise<NotedSample> {
  const folder = await dataFolder(file);
  const notes: string[] = [];
  const say = (sentence: string) => {
    notes.push(sentence);
    console.error(sentence);
  };
  const checkpoint = { ...rest, experiment: await loadOwnCode(saved, folder, __dirname, { trainedIn: runFolderOf(file), say }) };
  const { device, ...experiment } = checkpoint.experiment;
  const engine = await startEngineHere({ ...experiment, device: deviceHere(device), threads: 1 }, __dirname);
  for (const { level, message } of engine.notes) if (level === 'warning') console.error(message);
  const read = (name: string) => readFile(resolve(folder, name));
  const record = await sampleCheckpoint(checkpoint, { engine, readFile: read, options: samples, beyond, random: split(seed, 'sampling'), breathe: breather() });
  return { ...record, ...(notes.length > 0 && { notes }) };
}

function describe(record: SampleRecord): string {
  if (record.kind === 'text') return record.prime + record.text;
  if (record.kind === 'answers') return describeAnswers(record);
  const rows = record.prediction.map((prediction, index) => [record.start + index, record.target[index] ?? '', prediction].join('\t'));
  return [['index', `${record.label}`, 'prediction'].join('\t'), ...rows].join('\n');
}

function describeAnswers({ answers }: AnswerSample): string {
  return [['input', 'target', 'prediction'], ...answers.map(({ input, target, prediction }) => [input, target, prediction])].map(row => row.join('\t')).join('\n');
}
