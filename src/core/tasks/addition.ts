import type { RandomStream } from '../math/random.ts';
import { isKeptApart } from './keptApart.ts';
import { pairTask } from './pairs.ts';
import type { Pair } from './pairs.ts';
import type { Task, TaskOptions } from './task.ts';

/**
 * Addition as a translation from text to text (Zaremba & Sutskever 2014, arXiv:1410.4615; the Keras example `addition_rnn`):
 *
 *   57+6 → 63
 *
 * Both numbers are drawn from all of at most so many digits. One sum in ten is kept apart for validation, in either order of its numbers.
 */
export function addition({ digits, reverse }: TaskOptions<'addition'>): Task {
  return pairTask({
    title: 'addition',
    label: 'sum',
    why: 'the answer of addition is text, read off after the numbers were read',
    leastTau: 2 * digits + 1,
    characters: { source: '0123456789+', target: '0123456789' },
    longest: digits + 1,
    reverse,
    draw: (random) => sum(digits, random, false),
    drawValidation: (random) => sum(digits, random, true),
  });
}

function sum(digits: number, random: RandomStream, kept: boolean): Pair {
  for (;;) {
    const [a, b] = [random.integer(10 ** digits), random.integer(10 ** digits)];
    const [less, more] = [Math.min(a, b), Math.max(a, b)];
    if (isKeptApart((more * (more + 1)) / 2 + less) === kept) return { source: `${a}+${b}`, target: String(a + b) };
  }
}
