import type { Knob } from '../core/train/engine.ts';
import type { Params } from './session.ts';

const knobs: readonly Knob[] = ['learningRate', 'clipThreshold', 'teacherForcing'];

/** @throws Error, a sentence, when `params` are not those of `attach` */
export function attachParams(params: unknown): Params<'attach'> {
  const { keepRunning } = fields(params);
  if (typeof keepRunning !== 'boolean') throw new Error('attach needs keepRunning, true or false.');
  return { keepRunning };
}

/** @throws Error, a sentence, when `params` are not those of `set` */
export function setParams(params: unknown): Params<'set'> {
  const { knob, value } = fields(params);
  const known = knobs.find(name => name === knob);
  if (known === undefined) throw new Error(`There is no knob ${JSON.stringify(knob)}; there are ${knobs.slice(0, -1).join(', ')} and ${knobs.at(-1)}.`);
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${known} needs a number.`);
  return { knob: known, value };
}

/** @throws Error, a sentence, when `params` are not those of `lend` */
export function lendParams(params: unknown): Params<'lend'> {
  const { renderer } = fields(params);
  if (typeof renderer !== 'string') throw new Error('lend needs renderer, a text.');
  return { renderer };
}

const fields = (params: unknown): Record<string, unknown> => ({ ...params as object });
