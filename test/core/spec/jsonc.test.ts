import { describe, expect, test } from 'vitest';
import { lines, read, sentences, textOf } from './texts.ts';

describe('JSON with comments', () => {
  test('comments, trailing commas and a byte order mark are fine', () => {
    const source = `\uFEFF// an experiment\n${textOf().replace('"whale.txt"', '"whale.txt", /* a book */')}`;
    expect(read(source)).toMatchObject({ ok: true });
  });

  test.each([
    ['{"data" 1}', '1:9: A colon is expected here.'],
    ['{\r\n  "seed": 1\r\n  "name": "x"\r\n}', '3:3: A comma is expected here.'],
    ['{"name": "x\n}', '1:10: This text is never closed: a double quote is missing.'],
    ['{"seed": 1', '1:11: A closing brace } is expected here.'],
    ['{"seed": [1}', '1:12: A comma is expected here.'],
    ['{seed: 1}', '1:2: JSON does not know this: text stands in double quotes.'],
    ['{"seed": 1} x', '1:13: JSON does not know this: text stands in double quotes.'],
    ['{"name": "\\q"}', '1:10: This is not an escape that JSON knows; a backslash itself is written \\\\.'],
    ['/* never closed', '1:1: This comment is never closed.'],
    ['{"seed": 1,\n "seed": 2}', '2:2: `seed` is given twice.'],
    ['', '1:1: This file is empty; an experiment has at least `data` and `model`.'],
    ['// nothing yet\n', '1:1: This file is empty; an experiment has at least `data` and `model`.'],
  ])('%j', (source, expected) => {
    expect(lines(read(source).problems)).toEqual([`demo.unfold.json:${expected}`]);
  });

  test('a wreck is told line by line, not token by token', () => {
    expect(read('{ , , ] x\n y : [').problems.map(({ line }) => line)).toEqual([1, 2]);
  });

  test.each([
    ['a tower of brackets', '['.repeat(100_000), 'This is not an experiment: it has over a thousand brackets.'],
    ['a huge file', `"${' '.repeat(1_000_000)}"`, 'This file is too large for an experiment: over a million characters.'],
    ['noise', '\u0000\u0001\u0002', 'JSON does not know this: text stands in double quotes.'],
  ])('%s gets one sentence', (_, source, sentence) => {
    expect(sentences(source)).toEqual([sentence]);
  });
});
