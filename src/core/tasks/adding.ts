import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task } from './task.ts';

/**
 * The adding problem (Hochreiter & Schmidhuber 1997, section 5.4, doi:10.1162/neco.1997.9.8.1735): which two of tau
 * numbers are marked, and what is their sum?
 *
 *   x⁽ᵗ⁾ = [value, marker], value uniform in [0, 1), marker 1 at two places and 0 elsewhere
 *   y = the sum of the two marked values
 *
 * The markers stand as in 1997: one among the first ten positions, the other at another place of the first half (tau ≥ 4).
 * The values are scaled as in Le et al. 2015 (arXiv:1504.00941), not as in 1997 ([−1, 1], y = ½ + (X₁ + X₂) / 4, and −1
 * as the marker of both ends): the mean is 1, the variance 2 · 1/12, so always answering the mean costs exactly 1/6.
 */
export function adding(): Task {
  return {
    title: 'the adding problem',
    label: 'sum',
    x: { kind: 'numbers', size: 2, write: ([value, marker]) => `${value!.toFixed(2)}${marker === 1 ? ' marked' : ''}` },
    y: { kind: 'numbers', size: 1, write: ([sum]) => sum!.toFixed(2) },
    output: 'last',
    why: 'the answer of the adding problem is one number at the end',
    leastTau: 4,

    draw(tau: number, random: RandomStream): Sequence {
      const x = new Float32Array(tau * 2); // [tau, 2]
      for (let t = 0; t < tau; t++) x[2 * t] = random.uniform();
      const [first, second] = drawMarkers(tau, random);
      x[2 * first + 1] = 1;
      x[2 * second + 1] = 1;
      return { x, y: Float32Array.of(x[2 * first]! + x[2 * second]!) };
    },
  };
}

/** Two different positions: the first among the first ten, the second in the first half. */
function drawMarkers(tau: number, random: RandomStream): [number, number] {
  const half = Math.floor(tau / 2);
  const first = random.integer(Math.min(10, tau));
  const free = first < half ? half - 1 : half;
  const second = random.integer(free);
  return [first, second < first ? second : second + 1];
}
