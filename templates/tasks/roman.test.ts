/// <reference path="./unfold.d.ts" />
import { equal, sequencesOf, test } from 'unfold/test';
import task from './roman';

const trained = sequencesOf(task, { tau: 13, count: 4000 });
const held = sequencesOf(task, { tau: 13, count: 1000, held: true });
const asked = (pairs: typeof held) => pairs.map(({ source }) => Number(source.join('')));

const isNumeral = /^(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const worth = (letter: string) => [1, 5, 10, 50, 100, 500, 1000]['IVXLCDM'.indexOf(letter)] ?? 0;

/** What a numeral says: a letter before a greater one is taken away. */
const valueOf = (numeral: string[]) => numeral.reduce((sum, letter, i) => (numeral.slice(i).some((later) => worth(later) > worth(letter)) ? sum - worth(letter) : sum + worth(letter)), 0);

test('y is the number in Roman numerals, and the end', () => {
  for (const { source, y } of [...trained, ...held]) {
    const numeral = y.slice(0, -1);
    equal(isNumeral.test(numeral.join('')) ? valueOf(numeral) : numeral, Number(source.join('')));
    equal(y[numeral.length], '∎');
  }
});

test('x is what is written so far', () => {
  for (const { x, y } of [...trained, ...held]) equal(x, ['∎', ...y.slice(0, -1)]);
});

test('numbers that end in 7 are kept for validation, all others are trained on', () => {
  equal(new Set(asked(held)).size, 100);
  equal(asked(held).every((number) => number % 10 === 7) ? 'kept' : asked(held), 'kept');
  equal(asked(trained).some((number) => number % 10 === 7) ? asked(trained) : 'others', 'others');
  equal([Math.min(...asked(trained)), Math.max(...asked(trained))], [1, 999]);
});
