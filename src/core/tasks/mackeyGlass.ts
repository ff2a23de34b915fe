import type { RandomStream } from '../math/random.ts';
import { mackeyGlassSeries } from './mackeyGlassSeries.ts';
import type { Numbers } from './elements.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

/** Samples to train on, and after them those to validate with; starts of sequences lie anywhere within. */
const [trained, held] = [4000, 4000];

/**
 * Running freely along the Mackey–Glass series (Mackey & Glass 1977, doi:10.1126/science.267326), τ = 17: its first steps are read,
 * then it is to go on by itself for `horizon` steps, in training as far as `tau` reaches.
 *
 *   read     s⁽ᵗ⁻¹⁾, 1   for the first steps, then 0, 0
 *   answer   s⁽ᵗ⁾        at each step
 *
 * s is standardised by its training part. Validation counts the last step alone, so that the loss of running freely there is NRMSE²
 * after `horizon` free steps: NRMSE₈₄ of the echo state literature (Jaeger & Haas 2004, doi:10.1126/science.1091277) for 84.
 */
export function mackeyGlass({ horizon }: TaskOptions<'mackeyGlass'>): Task {
  let series: Float32Array | undefined;
  const sequence = (start: number, tau: number, counts?: readonly number[]): Sequence => {
    const s = (series ??= standardisedSeries());
    const x = new Float32Array(2 * tau);
    for (let t = 0; t < tau - horizon; t++) x.set([s[start + t]!, 1], 2 * t);
    return { x, y: s.slice(start + 1, start + 1 + tau), ...(counts && { counts }) };
  };
  return {
    title: 'the Mackey–Glass series',
    label: 'Mackey–Glass',
    x: read,
    y: { kind: 'numbers', size: 1, write: ([s]) => s!.toFixed(2) },
    output: 'each',
    why: 'the Mackey–Glass series asks for a number at each step',
    ahead: 'the next number',
    answersAll: true,
    leastTau: horizon + 1,
    mostTau: Math.min(trained, held) - 1,

    draw: (tau: number, random: RandomStream) => sequence(random.integer(trained - tau), tau),
    drawValidation: (tau, random) => sequence(trained + random.integer(held - tau), tau, Array.from({ length: tau }, (_, t) => Number(t === tau - 1))),
  };
}

const read: Numbers = { kind: 'numbers', size: 2, write: ([s, there]) => (there === 1 ? s!.toFixed(2) : '–') };

function standardisedSeries(): Float32Array {
  const s = mackeyGlassSeries(trained + held + 1);
  const own = s.subarray(0, trained);
  const mean = own.reduce((sum, value) => sum + value) / trained;
  const deviation = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / trained);
  return Float32Array.from(s, value => (value - mean) / deviation);
}
