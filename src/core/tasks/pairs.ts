import type { RandomStream } from '../math/random.ts';
import type { Classes } from './elements.ts';
import type { Sequence, Task } from './task.ts';

/** A source, and what is to be answered. */
export interface Pair {
  readonly source: string;
  readonly target: string;
}

/** A task whose elements are pairs of texts. */
export interface PairTask extends Pick<Task, 'title' | 'label' | 'why' | 'leastTau'> {
  /** Every character that may occur. */
  readonly characters: { readonly source: string; readonly target: string };
  /** Characters of the longest answer. */
  readonly longest: number;
  /** Whether the source is read from its end. */
  readonly reverse: boolean;
  draw(random: RandomStream): Pair;
  drawValidation(random: RandomStream, index: number): Pair;
}

/** What begins an answer as x, and ends it as y. */
const mark = '∎';

/**
 * Pairs of texts as a task, character by character: an encoder reads the source; the decoder reads the answer so far and is asked for
 * its next character.
 *
 *   source 5 7 + 6        x ∎ 6 3
 *                         y 6 3 ∎
 */
export function pairTask({ characters, longest, reverse, draw, drawValidation, ...task }: PairTask): Task {
  const [source, written] = [classesOf(characters.source), classesOf(characters.target)];
  const y: Classes = { kind: 'classes', names: [...written.names, mark] };
  const end = y.names.length - 1;
  const [read, write] = [indicesOf(source), indicesOf(written)];
  const sequenceOf = (pair: Pair): Sequence => {
    const answer = write(pair.target);
    const own = read(pair.source);
    return { source: reverse ? own.reverse() : own, written: pair.source, x: Int32Array.of(end, ...answer), y: Int32Array.of(...answer, end) };
  };
  return {
    ...task, x: y, y, output: 'each', answer: { source, mark: end, most: longest + 1 },
    draw: (_, random) => sequenceOf(draw(random)),
    drawValidation: (_, random, index) => sequenceOf(drawValidation(random, index)),
  };
}

function classesOf(characters: string): Classes {
  return { kind: 'classes', names: [...new Set(characters)].sort() };
}

function indicesOf({ names }: Classes): (text: string) => Int32Array {
  const index = new Map(names.map((name, i) => [name, i]));
  return (text) => Int32Array.from(Array.from(text), (character) => index.get(character)!);
}
