import { describe, expect, it } from 'vitest';
import { plainEigenvalueRoom } from '../../../src/core/math/eigenvalueRoom.ts';
import type { Eigenvalues } from '../../../src/core/math/eigenvaluesInTurns.ts';
import { eigenvaluesInTurns } from '../../../src/core/math/eigenvaluesInTurns.ts';
import { plainFactors } from '../../../src/core/math/readouts/recursiveLeastSquares.ts';
import { plainRoom } from '../../../src/core/math/tridiagonal.ts';
import type { Pointer } from '../../../src/engine/kernels/kernels.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import type { Workspace } from '../../../src/engine/kernels/workspace.ts';
import { factorsRoom } from '../../../src/engine/reservoir/factorsRoom.ts';
import { eigenvalueRoom } from '../../../src/engine/reservoir/eigenvalueRoom.ts';
import { reductionRoom } from '../../../src/engine/reservoir/reductionRoom.ts';
import { everyBuild } from '../kernels/builds.ts';
import { largestDifference, normals, stream } from './networks.ts';
import { solve, transposedProduct } from './reference.ts';

const builds = await everyBuild();

/** `[steps, columns]`, and beside it room that is not 0 and must not count. */
function rowsIn({ arena }: Workspace, steps: number, columns: number): { at: Pointer; stride: number; values: number[] } {
  const stride = columns + 4;
  const at = arena.take(steps * stride * 4);
  const rows = arena.float32(at, steps * stride);
  rows.set(normals(rows.length, stream(steps)));
  return { at, stride, values: [...rows].filter((_, place) => place % stride < columns) };
}

describe.each(builds)('the Gram matrix (%s)', (_, build) => {
  /** The lower triangle of what `ranges` of columns add up to, over two blocks of `steps` rows. */
  function lower(steps: number, columns: number, ranges: readonly (readonly [number, number])[]): { found: number[]; expected: number[] } {
    const workspace = createWorkspace(build);
    const { arena, kernels } = workspace;
    const { at, stride, values } = rowsIn(workspace, 2 * steps, columns);
    const C = arena.take(columns * columns * 8);
    const panels = arena.take(columns * steps * 8);
    for (const block of [0, 1]) {
      for (const [from, to] of ranges) kernels.packColumns(at + block * steps * stride * 4, stride, steps, from, to, panels, 1, 1);
      for (const [from, to] of ranges) kernels.addGram(panels, steps, from, to, C, columns);
    }
    const S = { rows: 2 * steps, columns, values };
    const kept = (place: number) => place % columns <= Math.floor(place / columns);
    return {
      found: [...arena.float64(C, columns * columns)].filter((__, place) => kept(place)),
      expected: transposedProduct(S, S).flat().filter((__, place) => kept(place)),
    };
  }

  it.each([[1, 4], [7, 12], [64, 68], [33, 140]])('sums in float64: 2 × %d rows of %d', (steps, columns) => {
    const { found, expected } = lower(steps, columns, [[0, columns]]);
    expect(largestDifference(found, expected)).toBeLessThan(1e-12);
  });

  it('has the same bits when threads share its rows out', () => {
    expect(lower(16, 140, [[0, 72], [72, 76], [76, 140]]).found).toEqual(lower(16, 140, [[0, 140]]).found);
  });
});

describe.each(builds)('Cholesky\'s factorisation (%s)', (_, build) => {
  /** B·Bᵀ + I for a random B, `[n, n]` */
  function positive(n: number): number[][] {
    const values = [...normals(n * n, stream(n))];
    const product = transposedProduct({ rows: n, columns: n, values }, { rows: n, columns: n, values });
    return product.map((row, i) => row.map((sum, j) => sum + (i === j ? 1 : 0)));
  }

  interface Problem {
    readonly A: readonly (readonly number[])[];
    readonly b?: readonly (readonly number[])[];
    readonly floor?: number;
  }

  /** L, and x for each right-hand side; what lies above the diagonal of A is not given. */
  function factorise({ A, b = [], floor = 0 }: Problem): { pivot: number; L: number[][]; x: number[][] } {
    const { arena, kernels } = createWorkspace(build);
    const n = A.length;
    const stride = n + 4;
    const [at, panels, floors, B] = [n * stride, n * 64, n, b.length * stride].map((length) => arena.take(length * 8)) as
      [Pointer, Pointer, Pointer, Pointer];
    arena.float64(floors, n).fill(floor);
    A.forEach((row, i) => arena.float64(at + i * stride * 8, n).set(row.slice(0, i + 1)));
    b.forEach((row, i) => arena.float64(B + i * stride * 8, n).set(row));
    let pivot = -1;
    for (let k = 0; k < n && pivot < 0; k += 64) pivot = kernels.choleskyBlock(at, k, n, stride, floors, panels);
    kernels.solveLower(at, n, stride, B, b.length, stride);
    kernels.solveLowerTransposed(at, n, stride, B, b.length, stride);
    const rows = (from: Pointer, count: number) => Array.from({ length: count }, (__, i) => [...arena.float64(from + i * stride * 8, n)]);
    return { pivot, L: rows(at, n).map((row, i) => row.map((value, j) => (j <= i ? value : 0))), x: rows(B, b.length) };
  }

  it.each([4, 8, 60, 64, 68, 132, 200])('L·Lᵀ is A, of %d rows', (n) => {
    const A = positive(n);
    const { pivot, L } = factorise({ A });
    const columns = { rows: n, columns: n, values: Array.from({ length: n * n }, (__, place) => L[place % n]![Math.floor(place / n)]!) };
    expect(pivot).toBe(-1);
    expect(largestDifference(transposedProduct(columns, columns).flat(), A.flat())).toBeLessThan(1e-11);
  });

  it.each([4, 68, 132])('solves for several right-hand sides, of %d rows', (n) => {
    const A = positive(n);
    const b = [1, 2, 3].map((seed) => [...normals(n, stream(seed))]);
    const expected = solve(A, Array.from({ length: n }, (__, i) => b.map((row) => row[i]!)));
    const { x } = factorise({ A, b });
    expect(largestDifference(x.flat(), b.flatMap((__, k) => expected.map((row) => row[k]!)))).toBeLessThan(1e-9);
  });

  it.each([0, 3, 63, 64, 90, 131])('names the first pivot that is not positive: %d', (place) => {
    const A = positive(132);
    for (const broken of [place, 131]) A[broken]![broken] = -1;
    expect(factorise({ A }).pivot).toBe(place);
  });

  it('names a pivot that is not more than its floor', () => {
    const A = Array.from({ length: 8 }, (__, i) => Array.from({ length: 8 }, (___, j) => (i === j ? 1 / (i + 1) : 0)));
    expect(factorise({ A, floor: 0.25 }).pivot).toBe(3);
    expect(factorise({ A, floor: 0.1 }).pivot).toBe(-1);
  });

  it.each([NaN, Infinity])('stops where it meets %d', (value) => {
    const A = positive(12);
    A[9]![5] = value;
    expect(factorise({ A }).pivot).toBe(9);
  });
});

describe.each(builds)('a reduction to tridiagonal form (%s)', (_, build) => {
  it.each([1, 2, 5, 8, 33])('takes one reflection away and multiplies by the next, of %d rows', (n) => {
    const [kernel, plain] = [reductionRoom(createWorkspace(build), n), plainRoom(n)];
    for (const rows of [n, n - 1]) {
      const results = [kernel, plain].map(({ A, vectors, sweep }) => {
        A.set(normals(n * n, stream(n)));
        vectors.forEach((vector, k) => vector.set(normals(n, stream(k))));
        sweep(rows, ...vectors);
        return [...A, ...vectors.flatMap((vector) => [...vector.subarray(0, rows)])];
      });
      expect(largestDifference(results[0]!, results[1]!)).toBeLessThan(1e-12);
    }
  });
});

describe.each(builds)('eigenvalues (%s)', (_, build) => {
  it.each([1, 2, 3, 4, 7, 16, 41])('of %d rows are those that plain loops find', async (n) => {
    const W = Float64Array.from(normals(n * n, stream(n)));
    const [own, plain] = await Promise.all([eigenvalueRoom(createWorkspace(build), W, n), plainEigenvalueRoom(W, n)].map((room) => eigenvaluesInTurns(room, async () => {})));
    const inOrder = ({ re, im }: Eigenvalues): number[] => Array.from(re, (real, k) => [real, im[k]!] as const).sort(([a, b], [c, d]) => (Math.abs(a - c) > 1e-9 ? a - c : b - d)).flat();
    expect(largestDifference(inOrder(own!), inOrder(plain!))).toBeLessThan(1e-10);
  });
});

describe.each(builds)('a step of recursive least squares (%s)', (_, build) => {
  it.each([1, 2, 3, 6, 31])('is what a plain loop makes of it, of %d features', (n) => {
    const results = [factorsRoom(createWorkspace(build), n), plainFactors(n)].map(({ U, D, s, g, move }) => {
      U.fill(0);
      D.fill(2);
      for (let t = 0; t < 9; t++) {
        s.set(normals(n, stream(t)));
        move(0.9, t === 8 ? 0.5 : 10);
      }
      return [...U, ...D, ...g];
    });
    expect(largestDifference(results[0]!, results[1]!)).toBeLessThan(1e-11);
  });
});
