import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

/**
 * Exclusive or of a bit to come and one gone by, which only a network that reads in both directions can know (section 10.3; Schuster &
 * Paliwal 1997, doi:10.1109/78.650093):
 *
 *   y⁽ᵗ⁾ = x⁽ᵗ⁺ᵈ⁾ xor x⁽ᵗ⁻ᵈ⁾, d the `shift`, where both are there
 *
 * x⁽ᵗ⁺ᵈ⁾ is a fair coin that a causal network has not seen, so that it is right half of the time at best.
 */
export function xorShift({ shift }: TaskOptions<'xorShift'>): Task {
  const bits = { kind: 'classes', names: ['0', '1'] } as const;
  return {
    title: 'shifted xor',
    label: 'xor',
    x: bits,
    y: bits,
    output: 'each',
    why: 'shifted xor asks for 0 or 1 at each step',
    leastTau: 2 * shift + 1,

    draw(tau: number, random: RandomStream): Sequence {
      const x = new Int32Array(tau).map(() => random.integer(2));
      const isInside = (t: number) => t >= shift && t + shift < tau;
      return {
        x, y: x.map((_, t) => (isInside(t) ? x[t + shift]! ^ x[t - shift]! : 0)),
        counts: Array.from(x, (_, t) => Number(isInside(t))),
      };
    },
  };
}
