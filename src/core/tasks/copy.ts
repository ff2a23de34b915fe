import type { RandomStream } from '../math/random.ts';
import type { Bits } from './elements.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

/**
 * The copy task (Graves, Wayne & Danihelka 2014, section 4.1, arXiv:1410.5401): say again what was read.
 *
 *   read   v₁ v₂ … v_l | 0 0 … 0     v random vectors of `bits` bits; the delimiter | is a bit of its own
 *   answer                v₁ v₂ … v_l
 *
 * l is 1 to (tau − 1)/2, each equally likely; in validation it is `validationLength`, if there is one: did it learn to copy, or to copy so
 * many? While it reads, no output counts.
 */
export function copy({ bits, validationLength }: TaskOptions<'copy'>): Task {
  return {
    title: 'the copy task',
    label: 'copy',
    x: { ...vectors(bits), size: bits + 1, write: (on: readonly number[]) => (on.includes(bits) ? '|' : vectors(bits).write(on)) },
    y: vectors(bits),
    output: 'each',
    why: 'the copy task asks for bits, step by step',
    leastTau: 3,

    draw: (tau, random) => sequence(bits, 1 + random.integer(Math.floor((tau - 1) / 2)), random),
    ...(validationLength > 0 && { longestHeld: () => 2 * validationLength + 1, drawValidation: (_, random) => sequence(bits, validationLength, random) }),
  };
}

/** @param l how many vectors */
function sequence(bits: number, l: number, random: RandomStream): Sequence {
  const x = new Float32Array((2 * l + 1) * (bits + 1));
  const y = new Float32Array((2 * l + 1) * bits);
  for (let t = 0; t < l; t++) {
    const v = Float32Array.from({ length: bits }, () => random.integer(2));
    x.set(v, t * (bits + 1));
    y.set(v, (l + 1 + t) * bits);
  }
  x[l * (bits + 1) + bits] = 1;
  return { x, y, counts: Array.from({ length: 2 * l + 1 }, (_, t) => Number(t > l)) };
}

/** A vector written as `0110`. */
const vectors = (bits: number): Bits =>
  ({ kind: 'bits', size: bits, write: on => Array.from({ length: bits }, (_, bit) => Number(on.includes(bit))).join('') });
