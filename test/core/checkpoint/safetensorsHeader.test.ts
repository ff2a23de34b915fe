import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../../src/core/checkpoint/formatError.ts';
import { headerLength, parseHeader } from '../../../src/core/checkpoint/safetensorsHeader.ts';

const first8 = (length: bigint) => new Uint8Array(BigUint64Array.of(length).buffer);
const parse = (header: string, dataBytes: number) => {
  const bytes = new TextEncoder().encode(header);
  return parseHeader(bytes, 8 + bytes.length + dataBytes);
};
const entry = (dtype: unknown, shape: unknown, data_offsets: unknown) => ({ dtype, shape, data_offsets });
const parseEntries = (entries: Record<string, unknown>, dataBytes: number) => parse(JSON.stringify(entries), dataBytes);

describe('the length of the header', () => {
  test('is read as an unsigned 64-bit integer, little-endian', () => {
    expect(headerLength(first8(258n), 1000)).toBe(258);
    expect(headerLength(first8(992n), 1000)).toBe(992);
  });

  test.each([
    ['an empty file', new Uint8Array(0), 0, 'has 0 bytes'],
    ['seven bytes', new Uint8Array(7), 7, 'has 7 bytes'],
    ['one byte more than there is', first8(993n), 1000, 'claims to have 993 bytes, only 992 follow'],
    ['beyond the limit of the format', first8(100_000_001n), 2 ** 40, 'the format allows 100000000'],
    ['the largest of all', first8(2n ** 64n - 1n), 2 ** 40, 'the format allows'],
    ['text instead of a length', new TextEncoder().encode('{"a": 1}'), 8, 'this is not a safetensors file'],
  ])('%s', (_, bytes, fileBytes, message) => {
    expect(() => headerLength(bytes, fileBytes)).toThrow(message);
    expect(() => headerLength(bytes, fileBytes)).toThrow(FormatError);
  });
});

describe('an honest header', () => {
  test('gives tensors in the order of their bytes, with where they start in the file', () => {
    const entries = { b: entry('F16', [3], [8, 14]), a: entry('F32', [2, 1], [0, 8]), __metadata__: { step: '5' } };
    const dataStart = 8 + JSON.stringify(entries).length;
    expect(parseEntries(entries, 14)).toEqual({
      metadata: { step: '5' },
      tensors: [
        { name: 'a', dtype: 'F32', shape: [2, 1], count: 2, bytes: 8, start: dataStart },
        { name: 'b', dtype: 'F16', shape: [3], count: 3, bytes: 6, start: dataStart + 8 },
      ],
    });
  });

  test('may have scalars, empty tensors, no tensors and spaces at its end', () => {
    const { tensors } = parseEntries({ empty: entry('I8', [0, 5], [4, 4]), scalar: entry('F32', [], [0, 4]) }, 4);
    expect(tensors.map(({ name, count }) => [name, count])).toEqual([['scalar', 1], ['empty', 0]]);
    expect(parse('{}      ', 0).tensors).toEqual([]);
  });

  test('may use any name', () => {
    const names = ['__proto__', 'constructor', '0', '', '🙂"\\'];
    const header = `{${names.map((name, k) => `${JSON.stringify(name)}:${JSON.stringify(entry('U8', [1], [k, k + 1]))}`).join(',')}}`;
    expect(parse(header, names.length).tensors.map(({ name }) => name)).toEqual(names);
  });
});

describe('a header that lies', () => {
  test.each([
    ['a hole before the first', { a: entry('U8', [1], [1, 2]) }, 2, 'Between the header and tensor “a” are 1 bytes'],
    ['a hole between', { a: entry('U8', [1], [0, 1]), b: entry('U8', [1], [2, 3]) }, 3, 'Between tensor “a” and tensor “b” are 1 bytes'],
    ['bytes after the last', { a: entry('U8', [1], [0, 1]) }, 2, 'After tensor “a” are 1 bytes'],
    ['bytes and no tensor', {}, 2, 'After the header are 2 bytes'],
    ['overlap', { a: entry('U8', [2], [0, 2]), b: entry('U8', [2], [1, 3]) }, 3, '“b” overlaps tensor “a” by 1 bytes'],
    ['two at the same place', { a: entry('U8', [1], [0, 1]), b: entry('U8', [1], [0, 1]) }, 1, '“b” overlaps tensor “a”'],
    ['beyond the end', { a: entry('F32', [2], [0, 8]) }, 7, 'the file is cut short'],
    ['shape and bytes disagree', { a: entry('F32', [3], [0, 8]) }, 8, '“a” has 8 bytes, its shape [3] of F32 needs 12'],
    ['backwards', { a: entry('U8', [1], [1, 0]) }, 1, 'data_offsets [1,0]'],
    ['three offsets', { a: entry('U8', [1], [0, 1, 2]) }, 1, 'data_offsets [0,1,2]'],
    ['no offsets', { a: { dtype: 'U8', shape: [1] } }, 1, 'data_offsets missing'],
    ['negative offsets', { a: entry('U8', [1], [-1, 0]) }, 1, 'data_offsets [-1,0]'],
    ['an offset beyond exact integers', { a: entry('U8', [1], [0, 2 ** 53]) }, 1, 'data_offsets'],
    ['a negative size', { a: entry('U8', [-1, -1], [0, 1]) }, 1, 'shape [-1,-1]'],
    ['half an element', { a: entry('F32', [0.5], [0, 2]) }, 2, 'shape [0.5]'],
    ['a size beyond exact integers', { a: entry('U8', [2 ** 53], [0, 1]) }, 1, 'shape [9007199254740992]'],
    ['a product beyond exact integers', { a: entry('U8', [2 ** 40, 2 ** 40], [0, 1]) }, 1, 'is beyond any file'],
    ['a product that overflows and vanishes', { a: entry('U8', [...new Array<number>(40).fill(2 ** 40), 0], [0, 0]) }, 0, 'is beyond any file'],
    ['a shape that is a text', { a: entry('U8', '1', [0, 1]) }, 1, 'shape "1"'],
    ['an unknown dtype', { a: entry('F31', [1], [0, 4]) }, 4, '“a” has dtype "F31"; known are F64, F32'],
    ['a dtype of the language', { a: entry('toString', [1], [0, 4]) }, 4, 'dtype "toString"'],
    ['no dtype', { a: { shape: [1], data_offsets: [0, 1] } }, 1, 'dtype missing'],
    ['no description', { a: null }, 0, '“a” is not described by an object'],
    ['metadata that are a list', { __metadata__: ['x'] }, 0, '__metadata__ is not an object'],
    ['metadata that are no text', { __metadata__: { step: 5 } }, 0, '“step” is not a string'],
  ])('%s', (_, entries, dataBytes, message) => {
    expect(() => parseEntries(entries, dataBytes)).toThrow(message);
    expect(() => parseEntries(entries, dataBytes)).toThrow(FormatError);
  });

  test.each([
    ['two tensors of one name', '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 'key “a” twice'],
    ['the same name written differently', '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}, "\\u0061" : {}}', 'key “a” twice'],
    ['two shapes', '{"a":{"dtype":"U8","shape":[1],"shape":[1],"data_offsets":[0,1]}}', 'key “shape” twice'],
    ['metadata twice', '{"__metadata__":{"x":"\\"y\\":","x":""}}', 'key “x” twice'],
    ['no JSON', '{"a":', 'not valid JSON'],
    ['a list', '[]', 'does not begin with “{”'],
    ['a space first', ' {}', 'does not begin with “{”'],
    ['a byte order mark', '\ufeff{}', 'does not begin with “{”'],
    ['nothing', '', 'does not begin with “{”'],
  ])('%s', (_, header, message) => {
    expect(() => parse(header, 1)).toThrow(message);
    expect(() => parse(header, 1)).toThrow(FormatError);
  });

  test('bytes that are no UTF-8', () => {
    expect(() => parseHeader(Uint8Array.of(0x7b, 0xff, 0x7d), 11)).toThrow('not UTF-8');
  });

  test('any bytes at all: a header or a sentence, never another error', () => {
    const anyJson = fc.json().map((json) => new TextEncoder().encode(json));
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), anyJson), fc.nat(64), (bytes, dataBytes) => {
      try {
        parseHeader(bytes, 8 + bytes.length + dataBytes);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }));
  });
});
