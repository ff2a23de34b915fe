import type { ResolvedExperiment } from '../spec/experiment.ts';
import { readExperiment } from '../spec/read.ts';
import type { Checkpoint } from './checkpoint.ts';
import { FormatError } from './formatError.ts';
import { encodeSafetensors, readSafetensors } from './safetensors.ts';

/**
 * A checkpoint as a `.safetensors` file: the tensors as they are, all else as strings in the metadata, under `unfold.`.
 */
export function encodeCheckpoint({ tensors, ...rest }: Checkpoint): Uint8Array<ArrayBuffer> {
  const named = Object.entries(tensors).map(([name, { shape, data }]) => ({ name, dtype: 'F32' as const, shape, data }));
  return encodeSafetensors(named, metadataOf(rest));
}

/** @throws FormatError where the file is broken, or is not a checkpoint of Unfold */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  return { ...readMetadata(metadata), tensors: Object.fromEntries(tensors) };
}

/** Raised when a reader of the older files would misunderstand the newer. */
const version = '1';

function metadataOf(checkpoint: Omit<Checkpoint, 'tensors'>): Record<string, string> {
  const { step, time, loss, validationLoss, experiment, generators, cursor, vocabulary } = checkpoint;
  return {
    'unfold.version': version,
    'unfold.step': String(step),
    'unfold.time': String(time),
    'unfold.loss': String(loss),
    ...(validationLoss === undefined ? {} : { 'unfold.validationLoss': String(validationLoss) }),
    'unfold.experiment': JSON.stringify(experiment),
    'unfold.generators': JSON.stringify(generators),
    'unfold.cursor': cursor,
    'unfold.vocabulary': JSON.stringify(vocabulary),
  };
}

/**
 * All of a checkpoint but its tensors, from the metadata of its file.
 *
 * @throws FormatError where it is not a checkpoint of Unfold, or one that this version cannot read
 */
export function readMetadata(metadata: Readonly<Record<string, string>>): Omit<Checkpoint, 'tensors'> {
  const found = metadata['unfold.version'];
  if (found === undefined) throw new FormatError('This file is not a checkpoint of Unfold: its metadata has no “unfold.version”.');
  if (found !== version) throw new FormatError(`This checkpoint is of version ${found}; this Unfold reads version ${version}.`);
  const validationLoss = metadata['unfold.validationLoss'];
  return {
    step: readNumber(metadata, 'unfold.step'),
    time: readNumber(metadata, 'unfold.time'),
    loss: readNumber(metadata, 'unfold.loss'),
    ...(validationLoss === undefined ? {} : { validationLoss: readNumber(metadata, 'unfold.validationLoss') }),
    experiment: readSpec(readText(metadata, 'unfold.experiment')),
    generators: readObject(metadata, 'unfold.generators') as Record<string, string>,
    cursor: readText(metadata, 'unfold.cursor'),
    vocabulary: readObject(metadata, 'unfold.vocabulary'),
  };
}

function readSpec(text: string): ResolvedExperiment {
  const reading = readExperiment(text, { name: 'checkpoint' });
  if (reading.ok) return reading.experiment;
  throw new FormatError(`This checkpoint is broken: the experiment in it is not valid. ${reading.problems[0]?.message ?? ''}`);
}

function readText(metadata: Readonly<Record<string, string>>, key: string): string {
  const text = metadata[key];
  if (text === undefined) throw new FormatError(`This checkpoint is incomplete: its metadata has no “${key}”.`);
  return text;
}

/** NaN is written where no step was made yet. */
function readNumber(metadata: Readonly<Record<string, string>>, key: string): number {
  const text = readText(metadata, key);
  const value = Number(text);
  if (text === 'NaN' || Number.isFinite(value)) return value;
  throw new FormatError(`This checkpoint is broken: its “${key}” is “${text}”, not a number.`);
}

function readObject(metadata: Readonly<Record<string, string>>, key: string): Record<string, unknown> {
  const text = readText(metadata, key);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch { /* said below */ }
  throw new FormatError(`This checkpoint is broken: its “${key}” is not a JSON object.`);
}
