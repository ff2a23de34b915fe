import type { Sequence, Task, TaskOptions } from './task.ts';

/** Periods of the partials, in samples: the shortest and the longest. */
const [shortest, longest] = [8, 160];
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * A waveform to be produced from nothing (Koutník et al. 2014, section 4.1, arXiv:1402.3511): always the same one, and no input, so that all
 * there is to say when is the state: s⁽ᵗ⁾ = f(s⁽ᵗ⁻¹⁾; θ) (equation 10.1).
 *
 *   x⁽ᵗ⁾ = 0
 *   y⁽ᵗ⁾ = Σ a sin(2πt/T + φ)     over `partials` waves, Σ a²/2 = 1
 *
 * a, T and φ are those of the `number` of the waveform, whatever the seed: a between 0.3 and 1 before it is scaled, T between 8 and 160
 * on a logarithmic scale, φ all round; spread by the golden ratio. Where it is `continued`, the validation goes on after the tau steps of training, and only what comes
 * after them counts.
 */
export function waveform({ partials, number, continued }: TaskOptions<'waveform'>): Task {
  const waves = wavesOf(partials, number);
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
    answersAll: true,
    draw: sequence,
    ...(continued > 0 && {
      longestHeld: (tau: number) => tau + continued,
      drawValidation: (tau: number) => ({ ...sequence(tau + continued), counts: Array.from({ length: tau + continued }, (_, t) => Number(t >= tau)) }),
    }),
  };
}

interface Wave {
  readonly a: number;
  readonly T: number;
  readonly phi: number;
}

function wavesOf(partials: number, number: number): Wave[] {
  const share = (i: number): number => (i * golden) % 1;
  const waves = Array.from({ length: partials }, (_, k) => {
    const i = 3 * (100 * number + k);
    return { a: 0.3 + 0.7 * share(i), T: shortest * (longest / shortest) ** share(i + 1), phi: 2 * Math.PI * share(i + 2) };
  });
  const scale = Math.sqrt(waves.reduce((sum, { a }) => sum + (a * a) / 2, 0));
  return waves.map((wave) => ({ ...wave, a: wave.a / scale }));
}
