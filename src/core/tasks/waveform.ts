import { split } from '../math/random.ts';
import type { Sequence, Task, TaskOptions } from './task.ts';

/** Periods of the partials, in samples: the shortest and the longest. */
const [shortest, longest] = [8, 160];

/**
 * A waveform to be produced from nothing (Koutník et al. 2014, section 4.1, arXiv:1402.3511): always the same one, and no input, so that all
 * there is to say when is the state: s⁽ᵗ⁾ = f(s⁽ᵗ⁻¹⁾; θ) (equation 10.1).
 *
 *   x⁽ᵗ⁾ = 0
 *   y⁽ᵗ⁾ = Σ a sin(2πt/T + φ)     over `partials` waves, Σ a²/2 = 1
 *
 * a, T and φ are drawn once by the `number` of the waveform: a uniform in [0.3, 1] before it is scaled, T evenly on a logarithmic scale
 * between 8 and 160, φ uniform. Where it is `continued`, the validation goes on after the tau steps of training, and only what comes
 * after them counts.
 */
export function waveform({ partials, number, continued }: TaskOptions<'waveform'>): Task {
  const waves = drawWaves(partials, number);
  const y = (t: number): number => waves.reduce((sum, { a, T, phi }) => sum + a * Math.sin((2 * Math.PI * t) / T + phi), 0);
  const sequence = (length: number): Sequence => ({ x: new Float32Array(length), y: Float32Array.from({ length }, (_, t) => y(t)) });
  return {
    title: 'a waveform from nothing',
    label: 'waveform',
    x: { kind: 'numbers', size: 1, write: () => '–' },
    y: { kind: 'numbers', size: 1, write: ([value]) => value!.toFixed(2) },
    output: 'each',
    why: 'a waveform is a number at each step',
    leastTau: 2,
    draw: sequence,
    ...(continued > 0 && {
      drawValidation: (tau: number) => ({ ...sequence(tau + continued), counts: Array.from({ length: tau + continued }, (_, t) => Number(t >= tau)) }),
    }),
  };
}

interface Wave {
  readonly a: number;
  readonly T: number;
  readonly phi: number;
}

function drawWaves(partials: number, number: number): Wave[] {
  const random = split(number, 'data');
  const drawn = Array.from({ length: partials }, () => ({
    a: random.uniform(0.3, 1), T: shortest * (longest / shortest) ** random.uniform(), phi: random.uniform(0, 2 * Math.PI),
  }));
  const scale = Math.sqrt(drawn.reduce((sum, { a }) => sum + (a * a) / 2, 0));
  return drawn.map((wave) => ({ ...wave, a: wave.a / scale }));
}
