import { describe, expect, test } from 'vitest';
import { largestOrder, readSpectrum } from '../../../../src/host/node/tensors/spectrum.ts';
import { fileOf } from './temporaryFile.ts';

type Complex = readonly [re: number, im: number];

/** By real part, then by imaginary part. */
async function eigenvalues(shape: number[], data: number[]): Promise<Complex[][]> {
  const { blocks } = await readSpectrum(await fileOf('W', shape, data), 'W');
  return blocks.map(({ re, im }) => re.map((real, k): Complex => [real, im[k]!]).sort((a, b) => round(a[0] - b[0]) || a[1] - b[1]));
}

const round = (difference: number) => (Math.abs(difference) < 1e-5 ? 0 : difference);

function expectClose(found: readonly Complex[], expected: readonly Complex[], digits = 5): void {
  expect(found).toHaveLength(expected.length);
  found.forEach(([re, im], k) => {
    expect(re).toBeCloseTo(expected[k]![0], digits);
    expect(im).toBeCloseTo(expected[k]![1], digits);
  });
}

const square = (n: number, element: (i: number, j: number) => number) => Array.from({ length: n * n }, (_, k) => element(Math.floor(k / n), k % n));

describe('eigenvalues', () => {
  test('of a rotation by θ are cos θ ± i sin θ', async () => {
    const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
    expectClose((await eigenvalues([2, 2], [cos, -sin, sin, cos]))[0]!, [[cos, -sin], [cos, sin]]);
  });

  test('of a companion matrix are the roots of its polynomial, (x − 1)(x + 2)(x − 3) = x³ − 2x² − 5x + 6', async () => {
    expectClose((await eigenvalues([3, 3], [2, 5, -6, 1, 0, 0, 0, 1, 0]))[0]!, [[-2, 0], [1, 0], [3, 0]]);
  });

  test.each([3, 8, 64])('of the cyclic shift of %i are the roots of unity', async (n) => {
    const roots = Array.from({ length: n }, (_, k): Complex => [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n)]);
    roots.sort((a, b) => round(a[0] - b[0]) || a[1] - b[1]);
    expectClose((await eigenvalues([n, n], square(n, (i, j) => Number(j === (i + 1) % n))))[0]!, roots);
  });

  test('of a triangular matrix are its diagonal, also where it is nilpotent or zero', async () => {
    expectClose((await eigenvalues([3, 3], [3, 7, 8, 0, -1, 9, 0, 0, 2]))[0]!, [[-1, 0], [2, 0], [3, 0]]);
    expectClose((await eigenvalues([4, 4], square(4, (i, j) => Number(j === i + 1))))[0]!, Array<Complex>(4).fill([0, 0]), 3);
    expectClose((await eigenvalues([4, 4], square(4, () => 0)))[0]!, Array<Complex>(4).fill([0, 0]));
  });

  test('of very small elements are found too', async () => {
    const [[a, b]] = await eigenvalues([2, 2], [0, -1e-40, 1e-40, 0]) as [[Complex, Complex]];
    expect(a[1] / -1e-40).toBeCloseTo(1, 3);
    expect(b[1] / 1e-40).toBeCloseTo(1, 3);
  });
});

describe('blocks', () => {
  test('side by side are those of our LSTM', async () => {
    const data = [1, 0, 3, 0, 5, 0, 7, 0, /**/ 0, 2, 0, 4, 0, 6, 0, 8];
    const { blocks } = await readSpectrum(await fileOf('W', [2, 8], data), 'W');
    expect(blocks.map(({ label, re }) => [label, re.toSorted()])).toEqual([['i', [1, 2]], ['f', [3, 4]], ['g', [5, 6]], ['o', [7, 8]]]);
  });

  test('one below the other are those of PyTorch', async () => {
    const { blocks } = await readSpectrum(await fileOf('W', [6, 2], [1, 0, 0, 2, 3, 0, 0, 4, 5, 0, 0, 6]), 'W');
    expect(blocks.map(({ label, re }) => [label, re.toSorted()])).toEqual([['r', [1, 2]], ['u', [3, 4]], ['g', [5, 6]]]);
  });
});

describe('no eigenvalues, but a sentence', () => {
  test.each([
    ['of a vector', [4], 4, 'neither square nor made of square blocks'],
    ['of a matrix that does not divide', [2, 3], 6, 'neither square nor made of square blocks'],
    ['of an empty matrix', [0, 0], 0, 'neither square nor made of square blocks'],
    ['of three axes', [2, 2, 2], 8, 'neither square nor made of square blocks'],
    ['of too large a matrix', [largestOrder + 1, largestOrder + 1], (largestOrder + 1) ** 2, 'that takes too long'],
  ])('%s', async (_, shape, count, message) => {
    await expect(readSpectrum(await fileOf('W', shape, Array<number>(count).fill(0)), 'W')).rejects.toThrow(message);
  });

  test('of NaN', async () => {
    await expect(readSpectrum(await fileOf('W', [2, 2], [1, NaN, 0, 1]), 'W')).rejects.toThrow('not finite');
  });
});
