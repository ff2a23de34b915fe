import { expect, test } from 'vitest';
import { spaced, wordsOf } from '../../../src/core/spec/wordsOf.ts';

test.each<[string, string[]]>([
  ["Don't, he said.", ["Don't", ',', 'he', 'said', '.']],
  ['a well-known 3.14', ['a', 'well-known', '3.14']],
  ['Loomings--Call ...', ['Loomings', '--', 'Call', '...']],
  ['one\r\ntwo\rthree\n\nfour', ['one', '\n', 'two', '\n', 'three', '\n', '\n', 'four']],
  ['the <unk> of N', ['the', '<unk>', 'of', 'N']],
  ['naïve café Ärger 東京 😀😀', ['naïve', 'café', 'Ärger', '東京', '😀😀']],
  [' \t ', []],
])('%j falls into words', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  'Call me Ishmael. Some years ago--never mind how long precisely--having little or no money in my purse, I thought I would sail about a little.',
  '"Who\'s there?" (said he, 3.5 feet away): "no-one; nobody."\n\nHe went on…\n“Aye,” said Ahab!',
  "the boys and 'quoted words' at $4 or 50%",
])('words are put together again as they stood: %j', text => {
  expect(spaced(wordsOf(text)).join('')).toBe(text);
});

test('white space is written once, and a line begins with nothing open', () => {
  expect(spaced(wordsOf('"open   here \n"and here"')).join('')).toBe('"open here\n"and here"');
});
