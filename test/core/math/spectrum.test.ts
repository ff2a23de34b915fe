import { SingularValueDecomposition } from 'ml-matrix';
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
    for (const n of [1, 2, 7, 30]) {
      const A = Float32Array.from({ length: n * n }, () => random.normal());
      const rows = Array.from({ length: n }, (_, i) => Array.from(A.subarray(i * n, (i + 1) * n)));
      const u = Float64Array.from({ length: n }, () => random.normal());
      // Again and again from where it ended, as one matrix after another does.
      for (let again = 0; again < 30; again++) expect(Math.abs(Math.log10(spectralNorm(A, u) / new SingularValueDecomposition(rows).diagonal[0]!))).toBeLessThan(1e-3);
      expect(Math.max(...u.map(Math.abs))).toBeLessThan(1e3);
    }
  });

  it('of zeros has the norm 0, and of what is not finite no eigenvalues', () => {
    expect(spectralNorm(new Float32Array(9), Float64Array.of(1, 2, 3))).toBe(0);
    expect(eigenvalues(new Float32Array(4), 2)).toEqual({ re: [0, 0], im: [0, 0] });
    expect(eigenvalues(matrix([NaN, 1], [0, 1]), 2)).toEqual({ re: [], im: [] });
    expect(singularValues(matrix([Infinity, 1], [0, 1]), 2)).toEqual([]);
  });
});
