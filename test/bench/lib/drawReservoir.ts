import type { NamedArray } from '../../../src/core/checkpoint/checkpoint.ts';
import type { RandomStream } from '../../../src/core/math/random.ts';
import type { ReservoirWorkload } from './workload.ts';

const spectralRadius = 0.9;

/**
 * A reservoir and a series. W is in compressed rows (`W.values`, `W.columns`, `W.starts`), `Win` one column, `u` the series,
 * one number longer than T: the number after each is what is to be predicted.
 *
 * The largest eigenvalue of a random matrix of n independent numbers a row, each of variance 1, is √n (the circular law), so
 * dividing by it sets the spectral radius closely enough for a measurement of time. The series carries noise: a fit that is
 * perfect would leave nothing but rounding to compare.
 */
export function drawReservoir({ units: N, density, tau }: ReservoirWorkload, random: RandomStream): Record<string, NamedArray> {
  const perRow = Math.round(N * density);
  const scale = spectralRadius / Math.sqrt(perRow);
  return {
    'W.values': numbers(N * perRow, () => scale * random.normal()),
    'W.columns': { shape: [N * perRow], data: Float32Array.from(Array.from({ length: N }, () => someColumns(N, perRow, random)).flat()) },
    'W.starts': numbers(N + 1, row => row * perRow),
    'Win': numbers(N, () => random.uniform(-0.5, 0.5)),
    'u': numbers(tau + 1, t => Math.sin(0.2 * t) + Math.sin(0.311 * t) + 0.1 * random.normal()),
  };
}

/** So many different columns of N, in order. */
function someColumns(N: number, count: number, random: RandomStream): number[] {
  return random.permutation(N).slice(0, count).sort((a, b) => a - b);
}

function numbers(count: number, next: (index: number) => number): NamedArray {
  return { shape: [count], data: new Float32Array(count).map((_, index) => next(index)) };
}
