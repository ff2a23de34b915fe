/// <reference path="./unfold.d.ts" />
import { defineTask } from 'unfold';

const asked = ['X', 'Y'];
const others = ['a', 'b', 'c', 'd'];

/**
 * Temporal order (after Hochreiter & Schmidhuber 1997, section 5.6): in which order did two symbols come, long ago?
 *
 *   … X or Y … X or Y …, else any of a, b, c, d;   y = XX, XY, YX or YY, asked for at the end
 *
 * The first stands in the first half of the sequence, the second in its second half. Guessing is right in one case of four, and costs ln 4.
 */
export default defineTask(() => ({
  title: 'the order of two symbols',
  label: 'order',
  x: { kind: 'classes', names: [...asked, ...others] },
  y: { kind: 'classes', names: ['XX', 'XY', 'YX', 'YY'] },
  output: 'last',
  leastTau: 2,

  draw(tau, random) {
    const x = Array.from({ length: tau }, () => random.pick(others));
    const half = Math.floor(tau / 2);
    const first = random.pick(asked);
    const second = random.pick(asked);
    x[random.integer(half)] = first;
    x[half + random.integer(tau - half)] = second;
    return { x, y: [first + second] };
  },
}));
