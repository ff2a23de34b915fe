import golden from '../../parity/numpy_reservoir.json' with { type: 'json' };

/** Numbers in (−1, 1), the same as those of numpy_reservoir.py. */
export function uniform(seed: number, length: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length }, () => 2 * (state = (state * 48271) % 2147483647) / 2147483647 - 1);
}

export const byNumpy = golden;

export const atOnce = async (): Promise<void> => {};
