import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeSafetensors, readSafetensors, type WrittenTensor } from '../../../src/core/checkpoint/safetensors.ts';

/** The file that the format's reference implementation shows in its own documentation, byte by byte: one I32 tensor of zeros. */
const referenceExample = new Uint8Array([
  0x3c, 0, 0, 0, 0, 0, 0, 0,
  ...new TextEncoder().encode('{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}'),
  ...new Array<number>(16).fill(0),
]);

const tensor = (name: string, shape: number[], data: number[]): WrittenTensor => ({ name, dtype: 'F32', shape, data: Float32Array.from(data) });

describe('reading', () => {
  test('the reference implementation’s example', () => {
    const { tensors, metadata } = readSafetensors(referenceExample);
    expect([...tensors]).toEqual([['test', { shape: [2, 2], data: new Float32Array(4) }]]);
    expect(metadata).toEqual({});
  });

  test('a file that starts at an odd byte of a larger buffer', () => {
    const shifted = new Uint8Array(referenceExample.length + 3);
    shifted.set(referenceExample, 3);
    expect(readSafetensors(shifted.subarray(3)).tensors.get('test')?.shape).toEqual([2, 2]);
  });
});

describe('writing', () => {
  test('the bytes, exactly: length, header padded to 8, little-endian data', () => {
    const bytes = encodeSafetensors([tensor('a', [2], [1, -2])], { format: 'unfold' });
    const header = '{"__metadata__":{"format":"unfold"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}       ';
    expect(header.length % 8).toBe(0);
    const expected = [header.length, 0, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode(header), 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];
    expect([...bytes]).toEqual(expected);
  });

  test('the order in which tensors and metadata come does not matter', () => {
    const a = tensor('a', [2], [1, 2]);
    const b = tensor('b', [], [3]);
    expect(encodeSafetensors([b, a], { y: '1', x: '2' })).toEqual(encodeSafetensors([a, b], { x: '2', y: '1' }));
  });

  test('refuses what no reader could read back', () => {
    expect(() => encodeSafetensors([tensor('a', [], [1]), tensor('a', [], [2])], {})).toThrow('Two tensors are named “a”');
    expect(() => encodeSafetensors([tensor('__metadata__', [], [1])], {})).toThrow('keeps that name for itself');
    expect(() => encodeSafetensors([tensor('a', [2, 2], [1])], {})).toThrow('“a” has 1 numbers, its shape [2, 2] 4');
  });
});

describe('a round trip', () => {
  const shapes = fc.array(fc.nat(4), { maxLength: 4 });
  const anyTensor = shapes.chain((shape) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return fc.record({ shape: fc.constant(shape), data: fc.float32Array({ minLength: count, maxLength: count }) });
  });
  const strings = fc.string({ unit: 'binary' });
  const names = strings.filter((name) => name !== '__metadata__');

  test('keeps every name, shape, bit and metadata', () => {
    fc.assert(fc.property(fc.dictionary(names, anyTensor), fc.dictionary(strings, strings), (tensors, metadata) => {
      const written = Object.entries(tensors).map(([name, { shape, data }]) => ({ name, dtype: 'F32' as const, shape, data }));
      const read = readSafetensors(encodeSafetensors(written, metadata));
      expect(new Map(Object.entries(read.metadata))).toEqual(new Map(Object.entries(metadata)));
      expect(read.tensors.size).toBe(written.length);
      for (const { name, shape, data } of written) expect(read.tensors.get(name)).toEqual({ shape, data });
    }));
  });

  test('a file cut anywhere is refused', () => {
    const bytes = encodeSafetensors([tensor('a', [2, 2], [1, 2, 3, 4]), tensor('b', [1], [5])], { step: '7' });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readSafetensors(bytes.subarray(0, length))).toThrow(expect.objectContaining({ name: 'FormatError' }));
    }
  });
});
