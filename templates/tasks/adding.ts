/// <reference path="./unfold.d.ts" />
import { defineTask } from 'unfold';

/**
 * The adding problem (Hochreiter & Schmidhuber 1997, section 5.4): which two of tau numbers are marked, and what is their sum?
 *
 *   x⁽ᵗ⁾ = [value, marker],   value uniform in [0, 1),   marker 1 at two places and 0 elsewhere
 *   y = the sum of the two marked values, asked for at the end
 *
 * Always answering the mean, 1, costs 1/6.
 */
export default defineTask(() => ({
  title: 'adding',
  label: 'sum',
  x: { kind: 'numbers', size: 2 },
  y: { kind: 'numbers', size: 1 },
  output: 'last',
  leastTau: 2,

  draw(tau, random) {
    const values = Array.from({ length: tau }, () => random.uniform());
    const marked = random.permutation(tau).slice(0, 2);
    const x = values.map((value, t) => [value, marked.includes(t) ? 1 : 0]);
    const sum = values.filter((_, t) => marked.includes(t)).reduce((all, value) => all + value);
    return { x, y: [sum] };
  },
}));
