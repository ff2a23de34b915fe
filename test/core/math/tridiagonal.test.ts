import { expect, it } from 'vitest';
import { findingEigenvalues, tridiagonalEigenvalues } from '../../../src/core/math/symmetricEigenvalues.ts';
import { plainRoom, solveTridiagonal, timesTridiagonal, tridiagonalise } from '../../../src/core/math/tridiagonal.ts';
import { inTurns } from '../../../src/core/math/turns.ts';
import { atOnce, byNumpy, uniform } from './numpyReservoir.ts';

const symmetric = (n: number): Float64Array => {
  const half = uniform(n, n * n);
  return half.map((value, place) => value + half[(place % n) * n + Math.floor(place / n)]!);
};
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.max(Math.abs(a.length - b.length), ...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

it.each([1, 2, 3, 30])('a symmetric matrix of %i rows has the eigenvalues that numpy finds', async (n) => {
  const found = tridiagonalEigenvalues(await tridiagonalise(plainRoom(n, symmetric(n)), atOnce));
  expect(furthest(found, byNumpy.symmetric[String(n) as keyof typeof byNumpy.symmetric])).toBeLessThan(1e-12);
});

it.each([1, 2, 3, 30])('is Q·T·Qᵀ, of %i rows', async (n) => {
  const A = symmetric(n);
  const form = await tridiagonalise(plainRoom(n, A.slice()), atOnce);
  for (let column = 0; column < n; column++) {
    const z = form.into(Float64Array.from({ length: n }, (_, i) => Number(i === column)));
    expect(furthest(form.outOf(timesTridiagonal(form, z)), A.filter((_, place) => place % n === column))).toBeLessThan(1e-12);
  }
});

it('what is in blocks already, or of one value, is left so', async () => {
  const A = Float64Array.of(3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 3, 4, 0, 0, 4, 3);
  expect([...tridiagonalEigenvalues(await tridiagonalise(plainRoom(4, A), atOnce))].map((value) => value.toFixed(12))).toEqual(['7', '3', '3', '-1'].map((value) => Number(value).toFixed(12)));
});

it('others have their turn between sixteen eigenvalues and the next', async () => {
  const [diagonal, beside] = [new Float64Array(40).fill(2), new Float64Array(39).fill(-1)]; // of −z″: 2 − 2 cos(kπ/41)
  let turns = 0;
  const found = await inTurns(findingEigenvalues({ diagonal, beside }), async () => { turns++; });
  expect(turns).toBe(3);
  expect(furthest(found, Array.from({ length: 40 }, (_, k) => 2 - 2 * Math.cos((40 - k) * Math.PI / 41)))).toBeLessThan(1e-13);
});

it('of a low rank, with nothing but dust beside its zeros, settles', () => {
  const dust = 1e-170; // whose square is 0
  expect([...tridiagonalEigenvalues({ diagonal: Float64Array.of(0, 0, 5, 0, 0), beside: Float64Array.of(dust, dust, 1e-15, dust) })]).toEqual([5, 0, 0, 0, 0]);
});

it('(T + λ·I)⁻¹ is that of the discrete Laplacian: a parabola; what is not positive definite has none', () => {
  // −z″ = 1 with z = 0 beyond both ends: zᵢ = (i + 1)(n − i)/2.
  const [diagonal, beside] = [new Float64Array(9).fill(1.5), new Float64Array(8).fill(-1)];
  const z = solveTridiagonal({ diagonal, beside }, 0.5, new Float64Array(9).fill(1))!;
  expect(furthest(z, Array.from({ length: 9 }, (_, i) => (i + 1) * (9 - i) / 2))).toBeLessThan(1e-12);
  expect(solveTridiagonal({ diagonal, beside }, 0.4, new Float64Array(9).fill(1))).toBeUndefined();
});
