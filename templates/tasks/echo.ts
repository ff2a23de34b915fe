/// <reference path="./unfold.d.ts" />
import { defineTask } from 'unfold';

/**
 * A delayed echo: what was heard some steps ago is to be said again.
 *
 *   x⁽ᵗ⁾ uniform in [−1, 1),   y⁽ᵗ⁾ = x⁽ᵗ⁻ᵈ⁾
 *
 * Before step d there is nothing to say, and no answer counts. Always answering the mean, 0, costs 1/3.
 */
export default defineTask(({ options: { delay = 5 } }) => ({
  title: 'the delayed echo',
  label: 'echo',
  x: { kind: 'numbers', size: 1 },
  y: { kind: 'numbers', size: 1 },
  output: 'each',
  leastTau: delay + 1,

  draw(tau, random) {
    const x = Array.from({ length: tau }, () => random.uniform(-1, 1));
    const y = x.map((_, t) => x[t - delay] ?? 0);
    return { x, y, counts: x.map((_, t) => t >= delay) };
  },
}));
