import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

const answers = ['a', 'b', 'T'];

/**
 * The context-free language aⁿbⁿ (Gers & Schmidhuber 2001, doi:10.1109/72.963769): which symbols may come next?
 *
 *   read   S a a … a b … b b
 *   answer a a/b … a/b b … b T
 *
 * All that may come is to be answered, each by a bit of its own, so that T, the end, has to be counted out. Trained on n from 1 to
 * `longest`, each equally likely; validated with n = 1, 2, 3, … as far as tau reaches, and again from 1.
 */
export function anbn({ longest }: TaskOptions<'anbn'>): Task {
  return {
    title: 'aⁿbⁿ',
    label: 'what may come next',
    x: { kind: 'classes', names: ['S', 'a', 'b'] },
    y: { kind: 'bits', size: answers.length, write: on => on.map(index => answers[index]!).join('/') || '∅' },
    output: 'each',
    why: 'aⁿbⁿ asks at each step, bit by bit, what may come next',
    ahead: 'what comes next',
    leastTau: 2 * longest + 1,
    draw: (_, random: RandomStream) => sequence(1 + random.integer(longest)),
    drawValidation: (tau, _, index) => sequence(1 + index % Math.floor((tau - 1) / 2)),
  };
}

function sequence(n: number): Sequence {
  const x = [0, ...Array<number>(n).fill(1), ...Array<number>(n).fill(2)];
  const y = [[1, 0, 0], ...Array<number[]>(n).fill([1, 1, 0]), ...Array<number[]>(n - 1).fill([0, 1, 0]), [0, 0, 1]];
  return { x: Int32Array.from(x), y: Float32Array.from(y.flat()) };
}
