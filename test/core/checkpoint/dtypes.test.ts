import { describe, expect, test } from 'vitest';
import { bytesOf, decode, dtypes, type Dtype } from '../../../src/core/checkpoint/dtypes.ts';

const numbers = (dtype: Dtype, ...bytes: number[]) => Array.from(decode(dtype, Uint8Array.from(bytes)));
const words = (dtype: Dtype, ...values: number[]) => Array.from(decode(dtype, new Uint8Array(Uint16Array.from(values).buffer)));

describe('decoding', () => {
  test.each<[Dtype, number[], number[]]>([
    ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], [-1.5]],
    ['F32', [0, 0, 0xc0, 0x3f], [1.5]],
    ['I64', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-2]],
    ['U64', [0, 0, 0, 0, 1, 0, 0, 0], [2 ** 32]],
    ['I32', [0xff, 0xff, 0xff, 0xff], [-1]],
    ['U32', [0xff, 0xff, 0xff, 0xff], [2 ** 32 - 1]],
    ['I16', [0, 0x80], [-32768]],
    ['U16', [0, 0x80], [32768]],
    ['I8', [0x80, 0x7f], [-128, 127]],
    ['U8', [0x80, 0x7f], [128, 127]],
    ['BOOL', [0, 1], [0, 1]],
  ])('%s', (dtype, bytes, expected) => {
    expect(numbers(dtype, ...bytes)).toEqual(expected);
  });

  test('F16: the values that IEEE 754 binary16 is known by', () => {
    const read = words('F16', 0x3c00, 0xc000, 0x7bff, 0x0400, 0x03ff, 0x0001, 0x3555, 0x8000, 0x7c00, 0xfc00, 0x7e00);
    expect(read).toEqual([1, -2, 65504, 2 ** -14, 2 ** -14 - 2 ** -24, 2 ** -24, 0.333251953125, -0, Infinity, -Infinity, NaN]);
  });

  test('BF16 is the upper half of a float32, for every bit pattern', () => {
    const upper = Uint16Array.from({ length: 2 ** 16 }, (_, pattern) => pattern);
    const float32 = new Float32Array(Uint32Array.from(upper, (pattern) => pattern * 2 ** 16).buffer);
    expect(decode('BF16', new Uint8Array(upper.buffer))).toEqual(float32);
  });

  test('F8_E4M3: the table of arXiv:2209.05433', () => {
    expect(numbers('F8_E4M3', 0x7e, 0x08, 0x07, 0x01, 0x38, 0xb8, 0x00, 0x80, 0x7f, 0xff, 0x78)).toEqual([
      448, 2 ** -6, 0.875 * 2 ** -6, 2 ** -9, 1, -1, 0, -0, NaN, NaN, 256,
    ]);
  });

  test('F8_E5M2: the table of arXiv:2209.05433', () => {
    expect(numbers('F8_E5M2', 0x7b, 0x04, 0x03, 0x01, 0x3c, 0xbc, 0x7c, 0xfc, 0x7d)).toEqual([
      57344, 2 ** -14, 0.75 * 2 ** -14, 2 ** -16, 1, -1, Infinity, -Infinity, NaN,
    ]);
  });

  test('every dtype: as many numbers as elements, from an odd byte too', () => {
    for (const dtype of dtypes) {
      const bytes = new Uint8Array(1 + 3 * bytesOf(dtype)).subarray(1);
      expect(Array.from(decode(dtype, bytes)), dtype).toEqual([0, 0, 0]);
    }
  });
});
