import type { RandomStream } from './random.ts';
import { dot } from './vectors.ts';

/**
 * A matrix with orthonormal rows (or columns, where there are more rows than columns), uniform among all such matrices:
 * Gram and Schmidt's process on vectors of normal numbers, in float64 (Mezzadri 2007, arXiv:math-ph/0609050).
 * @returns row-major, `[rows, columns]`
 */
export function orthogonal(rows: number, columns: number, random: RandomStream): Float64Array {
  const vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
  if (rows <= columns) return join(vectors);
  return Float64Array.from({ length: rows * columns }, (_, i) => vectors[i % columns]![Math.floor(i / columns)]!);
}

/** `count` orthonormal vectors of `size` ≥ `count` numbers. */
function orthonormal(count: number, size: number, random: RandomStream): Float64Array[] {
  const basis: Float64Array[] = [];
  while (basis.length < count) {
    const v = new Float64Array(size).map(() => random.normal());
    for (const q of basis) subtract(v, q, dot(v, q));
    const length = Math.sqrt(dot(v, v));
    basis.push(v.map((element) => element / length));
  }
  return basis;
}

/** v ← v − scale · q */
function subtract(v: Float64Array, q: Float64Array, scale: number): void {
  for (let i = 0; i < v.length; i++) v[i] = v[i]! - scale * q[i]!;
}


function join(vectors: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(vectors.length * (vectors[0]?.length ?? 0));
  vectors.forEach((vector, i) => whole.set(vector, i * vector.length));
  return whole;
}
