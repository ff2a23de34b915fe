import { expect, test } from 'vitest';
import { Sentence } from '../../../webview/shared/sentence.tsx';

/** Its parts, those that no line takes apart in brackets. */
const parts = (text: string) => [(Sentence({ text }) as { props: { children: unknown } }).props.children].flat()
  .map(part => (typeof part === 'string' ? part : `[${(part as { props: { children: string } }).props.children}]`)).join('');

test.each([
  ['λ = 6.673e-5, which is small', 'λ = [6.673e-5,] which is small'],
  ['from 1e-9 to 2.5e-7', 'from [1e-9] to [2.5e-7]'],
  ['a well-known 12.5', 'a well-known 12.5'],
])('“%s” is taken apart nowhere within a number', (text, expected) => {
  expect(parts(text)).toBe(expected);
});
