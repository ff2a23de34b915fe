import type { RandomStream } from '../math/random.ts';
import type { Task, TaskOptions } from './task.ts';

/** Outputs before it do not count: until then a model has not seen all that the answer depends on. */
export const washout = 30;

/** What a run of the system may reach; beyond, it is on its way to infinity. */
const bound = 1;

/** Inputs that are tried. Of a high order and many steps, hardly one does not diverge. */
const mostDraws = 1000;

/**
 * NARMA, a nonlinear autoregressive moving average (Atiya & Parlos 2000, doi:10.1109/72.846741): what does the system answer?
 *
 *   x⁽ᵗ⁾ uniform in [0, 0.5)
 *   y⁽ᵗ⁾ = 0.3 y⁽ᵗ⁻¹⁾ + 0.05 y⁽ᵗ⁻¹⁾ Σᵢ y⁽ᵗ⁻ⁱ⁾ + 1.5 x⁽ᵗ⁻ᵒ⁺¹⁾ x⁽ᵗ⁾ + 0.1     i = 1 … o, the `order`
 *
 * y begins at 0, and counts from step 30 on. For some inputs it diverges; a sequence on which y exceeds 1 is drawn again.
 */
export function narma({ order }: TaskOptions<'narma'>): Task {
  return {
    title: `NARMA-${order}`,
    label: 'y',
    x: { kind: 'numbers', size: 1, write: ([value]) => value!.toFixed(2) },
    y: { kind: 'numbers', size: 1, write: ([value]) => value!.toFixed(2) },
    output: 'each',
    why: 'NARMA is a number at each step',
    leastTau: Math.max(washout, order) + 1,

    draw(tau, random) {
      const { x, y } = drawNarma(order, tau, random);
      return { x, y, counts: Array.from({ length: tau }, (_, t) => Number(t >= Math.max(washout, order))) };
    },
  };
}

/**
 * An input and the system's answer.
 * @returns also how many inputs were rejected before, because the answer to them diverged
 * @throws Error, a sentence, where it diverges for all that are tried
 */
export function drawNarma(order: number, tau: number, random: RandomStream): { x: Float32Array; y: Float32Array; rejected: number } {
  for (let rejected = 0; rejected < mostDraws; rejected++) {
    const x = Float32Array.from({ length: tau }, () => random.uniform(0, 0.5));
    const y = answer(x, order);
    if (y) return { x, y, rejected };
  }
  throw new Error(`NARMA of order ${order} diverges within ${tau} steps for every one of ${mostDraws} inputs that were tried: take a lower \`order\`, 10 at best, or a shorter \`tau\`.`);
}

/** undefined where it leaves its bound. */
function answer(x: Float32Array, order: number): Float32Array | undefined {
  const y = new Float32Array(x.length);
  const before = (values: Float32Array, t: number): number => (t < 0 ? 0 : values[t]!);
  for (let t = 0; t < x.length; t++) {
    let sum = 0;
    for (let i = 1; i <= order; i++) sum += before(y, t - i);
    y[t] = 0.3 * before(y, t - 1) + 0.05 * before(y, t - 1) * sum + 1.5 * before(x, t - order + 1) * x[t]! + 0.1;
    if (!(y[t]! <= bound)) return undefined;
  }
  return y;
}
