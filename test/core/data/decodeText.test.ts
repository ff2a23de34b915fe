import { expect, test } from 'vitest';
import { charactersIn, decodeText } from '../../../src/core/data/decodeText.ts';

const problem = (...bytes: number[]) => () => decodeText(Uint8Array.from(bytes), 'moby.txt');

test('reads UTF-8 and drops a byte order mark', () => {
  expect(decodeText(new TextEncoder().encode('\uFEFFCall me 😀'), 'moby.txt')).toBe('Call me 😀');
});

test('a replacement character that is really in the text is no mistake', () => {
  expect(decodeText(new TextEncoder().encode('a\uFFFDb'), 'moby.txt')).toBe('a\uFFFDb');
});

test('says that a file is empty, blank or binary', () => {
  expect(problem()).toThrow('moby.txt is empty.');
  expect(problem(0x20, 0x0A)).toThrow('moby.txt holds nothing but white space.');
  expect(problem(0x61, 0x62, 0x00)).toThrow('byte 2, in line 1, is zero');
  for (const mark of [[0xFF, 0xFE], [0xFE, 0xFF]]) expect(problem(...mark, 0x61, 0x00)).toThrow('moby.txt is UTF-16 text. Save it as UTF-8.');
});

test('says that a file is larger than a text may be, counted as a text counts', () => {
  const bytes = new TextEncoder().encode('Käthe 😀');
  expect(decodeText(bytes, 'moby.txt', '', 8)).toBe('Käthe 😀');
  expect(() => decodeText(bytes, 'moby.txt', '', 7)).toThrow('moby.txt is a text of 8 characters, and at most 7 are read: take less of it.');
  expect(() => decodeText(bytes, 'co2.csv', ', or save it as .npy', 7)).toThrow('are read: take less of it, or save it as .npy.');
  for (const text of ['Call me 😀', 'Käthe', '€']) expect(charactersIn(new TextEncoder().encode(text))).toBe(text.length);
});

test('says where a file stops being UTF-8', () => {
  expect(problem(0x61, 0xC3, 0xA4, 0xE4, 0x62)).toThrow('moby.txt is not UTF-8 text: byte 3, in line 1, is 0xE4.'); // Latin-1 ä
  expect(problem(0xEF, 0xBB, 0xBF, 0x61, 0xFF)).toThrow('byte 4, in line 1, is 0xFF'); // behind a byte order mark
  expect(problem(0x61, 0x0A, 0x0A, 0xE2, 0x82)).toThrow('byte 3, in line 3, is 0xE2'); // cut in the middle of €
});

test('points at the field of the file', () => {
  expect(problem()).toThrow(expect.objectContaining({ name: 'SpecError', path: ['data', 'file'] }));
});
