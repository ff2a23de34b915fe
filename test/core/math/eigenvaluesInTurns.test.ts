import { expect, it } from 'vitest';
import { plainEigenvalueRoom } from '../../../src/core/math/eigenvalueRoom.ts';
import { eigenvaluesInTurns } from '../../../src/core/math/eigenvaluesInTurns.ts';
import { reservoirMatrix } from '../../../src/core/math/reservoirMatrix.ts';
import { split } from '../../../src/core/math/random.ts';
import { atOnce, byNumpy, uniform } from './numpyReservoir.ts';

type Complex = readonly [re: number, im: number];

/** How far the farthest is from the nearest of those expected, each taken once. */
function mismatch(found: readonly Complex[], expected: readonly Complex[]): number {
  const left = [...expected];
  return Math.max(Math.abs(found.length - expected.length), ...found.map(([re, im]) => {
    const distances = left.map(([x, y]) => Math.hypot(re - x, im - y));
    const nearest = Math.min(...distances);
    left.splice(distances.indexOf(nearest), 1);
    return nearest;
  }));
}

async function eigenvaluesOf(A: Float64Array, n: number): Promise<Complex[]> {
  const { re, im } = await eigenvaluesInTurns(plainEigenvalueRoom(A, n), atOnce);
  return Array.from(re, (real, k) => [real, im[k]!]);
}

const wired = (n: number, topology: 'cycle' | 'delayLine', radius: number) => reservoirMatrix(n, { topology, radius, density: 1 }, split(1, 'weights'));

it.each([1, 2, 3, 7, 40])('a matrix of %i rows has the eigenvalues that numpy finds', async (n) => {
  const expected = byNumpy.eigenvalues[String(n) as keyof typeof byNumpy.eigenvalues] as unknown as Complex[];
  expect(mismatch(await eigenvaluesOf(uniform(n + 10, n * n), n), expected)).toBeLessThan(1e-12);
});

it.each([1, 2, 5, 64, 101])('a ring of %i has the roots of unity times its weight, a line 0 alone', async (n) => {
  const roots = Array.from({ length: n }, (_, k): Complex => [0.9 * Math.cos(2 * Math.PI * k / n), 0.9 * Math.sin(2 * Math.PI * k / n)]);
  expect(mismatch(await eigenvaluesOf(wired(n, 'cycle', 0.9), n), roots)).toBeLessThan(1e-12);
  expect(await eigenvaluesOf(wired(n, 'delayLine', 0.9), n)).toEqual(roots.map(() => [0, 0]));
});

it('a circulant matrix has the Fourier transform of its row, however often a value comes', async () => {
  const n = 48;
  const row = Array.from({ length: n }, (_, j) => (j % 12 === 1 ? 1 : j % 16 === 5 ? -0.5 : 0));
  const expected = row.map((_, k) => row.reduce<Complex>(([re, im], value, j) => [re + value * Math.cos(2 * Math.PI * j * k / n), im + value * Math.sin(2 * Math.PI * j * k / n)], [0, 0]));
  const A = Float64Array.from({ length: n * n }, (_, place) => row[((place % n) - Math.floor(place / n) + n) % n]!);
  expect(mismatch(await eigenvaluesOf(A, n), expected)).toBeLessThan(1e-10);
});

it('zeros have zeros', async () => {
  expect(await eigenvaluesOf(new Float64Array(16), 4)).toEqual(Array.from({ length: 4 }, () => [0, 0]));
});
