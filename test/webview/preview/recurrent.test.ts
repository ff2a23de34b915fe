import { expect, test } from 'vitest';
import { hasSpectrum } from '../../../webview/preview/details/recurrent.ts';
import { spectralRadius } from '../../../webview/shared/spectralRadius.ts';

test.each<[string, number[], boolean]>([
  ['layers.0.W', [4, 16], true],
  ['lstm.weight_hh_l0', [16, 4], true],
  ['lstm/recurrent_kernel', [4, 16], true],
  ['anything', [4, 4], true],
  ['layers.0.U', [4, 16], false],
  ['layers.0.W', [4, 15], false],
  ['layers.0.W', [4], false],
  ['layers.0.W', [0, 0], false],
  ['layers.0.W', [1, 1], false],
])('eigenvalues of %s %j: %s', (name, shape, expected) => {
  expect(hasSpectrum({ name, dtype: 'F32', shape, count: shape.reduce((a, b) => a * b, 1), bytes: 0 })).toBe(expected);
});

test('the spectral radius is the largest magnitude', () => {
  expect(spectralRadius({ re: [0.5, 3, -1], im: [0, -4, 0] })).toBe(5);
});
