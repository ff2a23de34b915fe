import { sizeOf, writeAll } from '../tasks/elements.ts';
import type { Classes } from '../tasks/elements.ts';
import type { Sequence, Task } from '../tasks/task.ts';
import type { Answer, Metrics } from '../train/records.ts';
import { chosen, isRight, targetChoice, writeChoice } from './choices.ts';
import type { Choice, Choices } from './choices.ts';

/** An output that counts: what is right, and what was chosen. */
interface Given {
  readonly target: Choice;
  readonly choice: Choice;
}

/** Sequences with a model's logits for each of their outputs. */
export interface Answered {
  readonly sequence: Sequence;
  /** `[outputs, nO]`; there may be more, of what fills a sequence up. */
  readonly o: Float32Array;
}

/** Sequences with what a model wrote to their sources, without its end. */
export interface Written {
  readonly sequence: Sequence;
  readonly symbols: Int32Array;
}

/** The same where answers are written freely: an element is right where it stands, and behind the end there are ends, as in the Keras example of addition. */
export function scoreOfWritten(mark: number, written: readonly Written[]): Metrics {
  const each = written.map(({ sequence: { y }, symbols }) => Array.from({ length: Math.max(y.length, symbols.length + 1) }, (_, i) => y[i] === (symbols[i] ?? mark)));
  return shares(each);
}

/** A source, the answer and what was written, as people read them. */
export function writeWritten(read: Classes, y: Classes, { sequence, symbols }: Written): Answer {
  return { input: sequence.written ?? asText(read, sequence.source ?? []), target: asText(y, sequence.y.slice(0, -1)), prediction: asText(y, symbols) };
}

/** Characters one behind the other; longer names apart. */
function asText({ names }: Classes, indices: ArrayLike<number>): string {
  return Array.from(indices, index => names[index]!).join(names.every(name => Array.from(name).length === 1) ? '' : ' ');
}

/** How many outputs, and how many whole sequences, are right, as shares from 0 to 1. */
export function scoreOf(y: Choices, answered: readonly Answered[]): Metrics {
  return shares(answered.map(one => given(y, one).map(({ target, choice }) => isRight(choice, target))));
}

function shares(each: readonly (readonly boolean[])[]): Metrics {
  const share = (right: readonly boolean[]) => right.filter(Boolean).length / right.length;
  return { accuracy: share(each.flat()), exact: share(each.map(right => right.every(Boolean))) };
}

/** A sequence, what is asked of it and what a model answers, as people read them. */
export function writeAnswer({ x, y }: Pick<Task, 'x'> & { readonly y: Choices }, answered: Answered): Answer {
  const { sequence: { x: elements, written } } = answered;
  const input = writeAll(x, elements);
  const outputs = given(y, answered);
  const target = outputs.map(one => writeChoice(y, one.target));
  const prediction = outputs.map(one => writeChoice(y, one.choice));
  const between = separator([...target, ...prediction]);
  return { input: written ?? input.join(separator(input)), target: target.join(between), prediction: prediction.join(between) };
}

function given(y: Choices, { sequence, o }: Answered): Given[] {
  const nO = sizeOf(y);
  const outputs = writeAll(y, sequence.y).length;
  return Array.from({ length: outputs }, (_, i) => i).filter(i => sequence.counts?.[i] !== 0).map(i => {
    const target = targetChoice(y, sequence, i);
    return { target, choice: chosen(y, o.subarray(i * nO, (i + 1) * nO), target) };
  });
}

/** Letters side by side, words apart. */
const separator = (parts: readonly string[]): string => (parts.every(part => part.length === 1) ? '' : ' ');
