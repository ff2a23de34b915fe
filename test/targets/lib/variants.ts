import { createHash } from 'node:crypto';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { parseText } from '../../../src/core/spec/jsonc.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import type { Change, Target } from './target.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One variant of a target's experiment, ready to train.
 * @param text of the experiment file
 * @throws Error with everything that is wrong with it
 */
export function variantOf({ name, variants }: Target, text: string, variant: string, seed: number): ResolvedExperiment {
  const change = variants[variant];
  if (change === undefined) throw new Error(`${name} has no variant "${variant}"`);
  const reading = readExperiment(JSON.stringify({ ...changed(text, change), seed }), { name: variant });
  if (!reading.ok) throw new Error(`${name}, ${variant}: ${reading.problems.map(({ message }) => message).join(' ')}`);
  return reading.experiment;
}

/**
 * Tells whether figures are of what is trained now: of the seeds and of every variant as it is written, comments, order of the
 * fields, title and description apart. Defaults are not in it: a field that the schema gains does not make old figures wrong.
 */
export function hashOf({ seeds, variants }: Target, text: string): string {
  const experiments = Object.values(variants).map(change => ({ ...changed(text, change), name: undefined, description: undefined }));
  return createHash('sha256').update(JSON.stringify({ seeds, experiments }, inOrder)).digest('hex').slice(0, 12);
}

function changed(text: string, change: Change): { readonly [key: string]: Json } {
  return merged(parseText(text).value as Json, change as Json) as { readonly [key: string]: Json };
}

function merged(value: Json | undefined, change: Json): Json {
  if (!isObject(change)) return change;
  const fields = isObject(value) ? value : {};
  return { ...fields, ...Object.fromEntries(Object.entries(change).map(([key, part]) => [key, merged(fields[key], part)])) };
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

const inOrder = (_: string, value: Json): Json => (isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value);
