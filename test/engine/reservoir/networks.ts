import { RandomStream } from '../../../src/core/math/random.ts';
import type { Network } from './reference.ts';

export const stream = (seed: number): RandomStream => RandomStream.fromState([seed, 2, 3, 4]);

export interface Shape {
  readonly units: number;
  readonly inputs?: number;
  /** Of W. */
  readonly density: number;
  readonly alpha: number;
}

/** A network of normal weights; W with a spectral radius of about 0.8. */
export function network({ units, inputs = 2, density, alpha }: Shape, random = stream(units + 1)): Network {
  const scale = 0.8 / Math.sqrt(Math.max(1, units * density));
  return {
    units,
    inputs,
    alpha,
    W: Float32Array.from({ length: units * units }, () => (random.uniform() < density ? scale * random.normal() : 0)),
    inputWeights: normals(units * inputs, random).map((weight) => 0.3 * weight),
    bias: normals(units, random).map((weight) => 0.1 * weight),
  };
}

export const normals = (length: number, random: RandomStream): Float32Array => Float32Array.from({ length }, () => random.normal());

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
