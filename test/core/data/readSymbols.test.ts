import { describe, expect, test } from 'vitest';
import { openSymbols, readSymbols, type TextData } from '../../../src/core/data/readSymbols.ts';
import { experimentOf } from '../experiments.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(content: string | Uint8Array, fields: Partial<TextData>) {
  const { data } = experimentOf({ data: { kind: 'text', file: 'a.txt', validation: 0, ...fields } });
  return readSymbols(typeof content === 'string' ? bytesOf(content) : content, data as TextData);
}

const notText = Uint8Array.of(0x63, 0x61, 0x66, 0xE9); // "café" in Latin-1

describe('characters', () => {
  test('are those of the whole text', () => {
    const { symbols, indices, different } = read('abba', {});
    expect([symbols.unit, symbols.names, [...indices], different]).toEqual(['character', ['a', 'b'], [0, 1, 1, 0], 2]);
  });

  test('what is not UTF-8 is refused with its byte', () => {
    expect(() => read(notText, {})).toThrow(expect.objectContaining({ message: 'a.txt is not UTF-8 text: byte 3, in line 1, is 0xE9. Save it as UTF-8.', path: ['data', 'file'] }));
    expect(() => read(notText, { unit: 'words' })).toThrow('a.txt is not UTF-8 text: byte 3, in line 1, is 0xE9.');
    expect(() => read('', {})).toThrow('a.txt is empty.');
  });
});

describe('bytes', () => {
  test('are those of any file, zeros and all', () => {
    const { symbols, indices, different } = read(Uint8Array.of(0, 255, 0xE9, 0), { unit: 'bytes' });
    expect([symbols.unit, symbols.size, [...indices], different]).toEqual(['byte', 256, [0, 255, 0xE9, 0], 3]);
    expect([0, 10, 32, 65, 0x7F, 0xE9].map(byte => symbols.names[byte])).toEqual(['00', '↵', '␣', 'A', '7F', 'E9']);
  });

  test('are written as the text they are, and what is none as �', () => {
    const { symbols } = read('x', { unit: 'bytes' });
    expect(symbols.decode(symbols.encode('naïve 東京 😀\n'), '')).toBe('naïve 東京 😀\n');
    expect(symbols.decode([0x61, 0xE9, 0x62], '')).toBe('a�b');
    expect(symbols.encode('é')).toEqual(Int32Array.of(0xC3, 0xA9));
    expect(() => symbols.decode([256], '')).toThrow('There is no byte 256.');
  });

  test('an empty file has none', () => {
    expect(() => read('', { unit: 'bytes' })).toThrow(expect.objectContaining({ message: 'a.txt is empty.', path: ['data', 'file'] }));
  });
});

describe('words', () => {
  const text = 'the cat saw the dog, the dog saw a bird';

  test('are the most frequent, then in order of the alphabet; all others are one', () => {
    const { symbols, indices, different } = read(text, { unit: 'words', vocabulary: 4 });
    expect([symbols.unit, symbols.names, different]).toEqual(['word', ['<unk>', 'the', 'dog', 'saw', ','], 7]);
    expect([...indices]).toEqual([1, 0, 3, 1, 2, 4, 1, 2, 3, 0, 0]);
  });

  test('of what is kept for validation none is known', () => {
    expect(read(`${'a b '.repeat(5)}c d`, { unit: 'words', validation: 0.2 }).symbols.names).toEqual(['<unk>', 'a', 'b']);
  });

  test('a text that has unknown words already has them where they are', () => {
    const { symbols, indices } = read('the <unk> <unk> <unk> sat', { unit: 'words', vocabulary: 2 });
    expect([symbols.names, [...indices]]).toEqual([['<unk>', 'sat', 'the'], [2, 0, 0, 0, 1]]);
  });

  test('are written with the spaces that belong between them, also behind a prime', () => {
    const { symbols } = read(text, { unit: 'words' });
    const write = (words: string, after: string) => symbols.decode(symbols.encode(words), after);
    expect(write('the dog , a zebra', '')).toBe('the dog, a <unk>');
    expect(write('saw', 'a cat')).toBe(' saw');
    expect(write('saw', 'a cat ')).toBe('saw');
    expect(write(', saw', 'a cat')).toBe(', saw');
    expect(() => symbols.decode([99], '')).toThrow('There is no word 99 in a vocabulary of 8.');
  });

  test('a text of nothing but white space has none', () => {
    expect(() => read(' \n ', { unit: 'words' })).toThrow('a.txt holds nothing but white space.');
  });
});

test.each(['characters', 'bytes', 'words'] as const)('%s are the same again from what a checkpoint remembers', unit => {
  const { symbols } = read('to be or not to be\n', { unit });
  const again = openSymbols(JSON.parse(JSON.stringify(symbols.memory)))!;
  expect([again.unit, again.names, again.begin]).toEqual([symbols.unit, symbols.names, symbols.begin]);
  expect(again.encode('to be')).toEqual(symbols.encode('to be'));
  expect(openSymbols({ columns: [] })).toBeUndefined();
});
