import { describe, expect, it } from 'vitest';
import { split } from '../../../src/core/math/random.ts';
import { eigenvalues, singularValues, spectralNorm } from '../../../src/core/math/spectrum.ts';

const matrix = (...rows: number[][]): Float32Array => Float32Array.from(rows.flat());
const near = (values: readonly number[], expected: readonly number[]) => values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));

describe('the spectrum of a matrix', () => {
  it('has the roots of its characteristic polynomial as eigenvalues', () => {
    // The companion matrix of (λ − 2)(λ² + 0.25) = λ³ − 2 λ² + 0.25 λ − 0.5.
    const { re, im } = eigenvalues(matrix([2, -0.25, 0.5], [1, 0, 0], [0, 1, 0]), 3);
    const sorted = re.map((real, i) => [real, im[i]!] as const).sort(([a, b], [c, d]) => a - c || b - d);
    near(sorted.map(([real]) => real), [0, 0, 2]);
    near(sorted.map(([, imaginary]) => imaginary), [-0.5, 0.5, 0]);
  });

  it('has what a rotation between two stretches stretches by as singular values, the largest first', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    near(singularValues(matrix([0.5 * c, -0.5 * s], [3 * s, 3 * c]), 2), [3, 0.5]);
  });

  it('has a norm that the power method finds, from any beginning, as a decomposition does', () => {
    const random = split(4, 'weights');
    for (const n of [1, 2, 7, 30]) for (let again = 0; again < 10; again++) {
      const A = Float32Array.from({ length: n * n }, () => random.normal());
      expect(Math.abs(Math.log10(spectralNorm(A, n, random) / singularValues(A, n)[0]!))).toBeLessThan(1e-3);
    }
  });

  it('has a norm of its own, whatever the one before was: the leading direction may be another', () => {
    const random = split(5, 'weights');
    const alone = (value: number, at: number) => Float32Array.from({ length: 16 }, (_, i) => (i === 5 * at ? value : i % 5 === 0 ? 0.5 : 0));
    for (let at = 0; at < 4; at++) expect(spectralNorm(alone(1, at), 4, random)).toBeCloseTo(1, 4);
    for (const [one, other] of [[1.1 ** 10, 0.9 ** 10], [0, 0.9 ** 11], [1e-20, 0], [0.7, 0.7]] as const) {
      expect(spectralNorm(matrix([one, 0], [0, other]), 2, random) / Math.max(one, other)).toBeCloseTo(1, 4);
    }
  });

  it('of zeros has the norm 0, and of what is not finite no eigenvalues', () => {
    expect(spectralNorm(new Float32Array(9), 3, split(1, 'weights'))).toBe(0);
    expect(eigenvalues(new Float32Array(4), 2)).toEqual({ re: [0, 0], im: [0, 0] });
    expect(eigenvalues(matrix([NaN, 1], [0, 1]), 2)).toEqual({ re: [], im: [] });
    expect(singularValues(matrix([Infinity, 1], [0, 1]), 2)).toEqual([]);
  });
});
