/// <reference path="./unfold.d.ts" />
import { defineTask, type Random } from 'unfold';

/** What may be written, from the greatest value on. */
const signs: [number, string][] = [
  [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
];
const letters = [...'CDILMVX', '∎'];

/**
 * Roman numerals: a source is read, and then an answer is written, as an encoder and a decoder do (section 10.4).
 *
 *   source 4 9        x ∎ X L I X        what is written so far
 *                     y X L I X ∎        what comes next, and the end
 *
 * Numbers are uniform in 1 … 999. Those that end in 7 are kept for validation, and never trained on.
 */
export default defineTask(() => ({
  title: 'Roman numerals',
  label: 'numeral',
  x: { kind: 'classes', names: letters },
  y: { kind: 'classes', names: letters },
  output: 'each',
  answer: { source: { kind: 'classes', names: [...'0123456789'] }, mark: '∎', most: 13 },
  leastTau: 13,

  draw: (_, random) => pairOf(random, false),
  drawValidation: (_, random) => pairOf(random, true),
}));

/** A number and its numeral. @param kept whether it is one of those for validation */
function pairOf(random: Random, kept: boolean) {
  const numbers = Array.from({ length: 999 }, (_, i) => i + 1).filter((each) => (each % 10 === 7) === kept);
  const number = random.pick(numbers);
  const numeral = [...romanOf(number)];
  return { source: [...String(number)], x: ['∎', ...numeral], y: [...numeral, '∎'] };
}

/** From the greatest sign that fits on. */
function romanOf(number: number): string {
  let [numeral, left] = ['', number];
  for (const [value, sign] of signs) {
    numeral += sign.repeat(Math.floor(left / value));
    left = left % value;
  }
  return numeral;
}
