import { onOf, widthOf } from '../tasks/elements.ts';
import type { Bits, Classes } from '../tasks/elements.ts';
import type { Sequence } from '../tasks/task.ts';

/** An output as a set: the classes that are in it, or the bits that are 1, in order. */
export type Choice = readonly number[];

export type Choices = Bits | Classes;

/** What is right as output i of a sequence. */
export function targetChoice(y: Choices, sequence: Sequence, i: number): Choice {
  if (y.kind === 'classes') return sequence.right?.[i] ?? [sequence.y[i]!];
  const width = widthOf(y);
  return onOf(sequence.y.subarray(i * width, (i + 1) * width));
}

/** What the logits o `[nO]` choose: bits of a probability over ½, or the likeliest classes, as many as are right. */
export function chosen(y: Choices, o: Float32Array, { length }: Choice): Choice {
  if (y.kind === 'bits') return onOf(o.map(logit => (logit > 0 ? 1 : 0)));
  const order = Array.from(o.keys()).sort((one, other) => o[other]! - o[one]!);
  return order.slice(0, length).sort((one, other) => one - other);
}

export const isRight = (choice: Choice, target: Choice): boolean => choice.length === target.length && choice.every((each, i) => each === target[i]);

/** `a/b` for two classes. */
export function writeChoice(y: Choices, choice: Choice): string {
  return y.kind === 'bits' ? y.write(choice) : choice.map(index => y.names[index]!).join('/');
}
