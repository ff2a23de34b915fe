import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

const symbols = ['E', 'a', 'b', 'c', 'd', 'X', 'Y', 'B'];
const [E, a, X, B] = ['E', 'a', 'X', 'B'].map(symbol => symbols.indexOf(symbol)) as [number, number, number, number];

/**
 * Temporal order with three answers made four (Hochreiter & Schmidhuber 1997, section 5.6, task 6a, doi:10.1162/neco.1997.9.8.1735):
 * in which order did two symbols come, long ago?
 *
 *   E … X or Y … X or Y … B, else any of a, b, c, d;   XX → Q, XY → R, YX → S, YY → U
 *
 * A sequence is up to `spread` steps shorter than tau, each length equally likely. Of the shortest length l, the first of the two
 * stands at l/10 to 2l/10 and the second at 5l/10 to 6l/10, counted from 0. With tau 110 and a spread of 10 these are the paper's
 * 100 to 110 steps, 10 to 20 and 50 to 60.
 */
export function temporalOrder({ spread }: TaskOptions<'temporalOrder'>): Task {
  return {
    title: 'temporal order',
    label: 'order',
    x: { kind: 'classes', names: symbols },
    y: { kind: 'classes', names: ['Q', 'R', 'S', 'U'] },
    output: 'last',
    why: 'the answer of temporal order is one of four classes at the end',
    leastTau: spread + 10,

    draw(tau: number, random: RandomStream): Sequence {
      const x = new Int32Array(tau - random.integer(spread + 1)).map(() => a + random.integer(4));
      const place = (tenths: number) => Math.floor((tau - spread) * tenths / 10);
      const between = (from: number, to: number) => from + random.integer(to - from + 1);
      const [first, second] = [random.integer(2), random.integer(2)];
      x[between(place(1), place(2))] = X + first;
      x[between(place(5), place(6))] = X + second;
      x[0] = E;
      x[x.length - 1] = B;
      return { x, y: Int32Array.of(2 * first + second) };
    },
  };
}
