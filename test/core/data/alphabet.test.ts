import { expect, test } from 'vitest';
import { Alphabet } from '../../../src/core/data/alphabet.ts';

test('is the distinct code points in order, whatever plane they are from', () => {
  const alphabet = Alphabet.of('ba😀ab\nß');
  expect(alphabet.toString()).toBe('\nabß😀');
  expect(alphabet.size).toBe(5);
});

test('encodes a text and gives its characters back', () => {
  const text = 'to be 😀 or not\n';
  const alphabet = Alphabet.of(text);
  const indices = alphabet.encode(text);
  expect(indices.length).toBe(Array.from(text).length);
  expect(Array.from(indices, index => alphabet.character(index)).join('')).toBe(text);
});

test('is itself again when made from its own string', () => {
  const alphabet = Alphabet.of('x€😀');
  expect(new Alphabet(alphabet.toString()).encode('😀x€')).toEqual(alphabet.encode('😀x€'));
});

test('names the first character it does not know', () => {
  const alphabet = Alphabet.of('abc');
  expect(alphabet.stranger('cab')).toBeUndefined();
  expect(alphabet.stranger('cäb')).toBe('ä');
  expect(() => alphabet.encode('cäb')).toThrow('"ä" is not among the 3 characters');
});
