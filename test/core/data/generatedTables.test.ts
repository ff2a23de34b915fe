import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mackeyGlassSeries } from '../../../src/core/tasks/mackeyGlassSeries.ts';

// Tables of the gallery that scripts/lib/gallery.mjs makes by rule: right, and to the last byte the same on every machine and Node.

const read = (path: string): string => readFileSync(new URL(`../../../examples/${path}`, import.meta.url), 'utf8');
const rowsOf = (table: string, separator = ','): string[][] => table.trimEnd().split('\n').map((line) => line.split(separator));

test.each([
  ['10.8-force/data/patterns.csv', '8ea549605ef2116b'],
  ['10.8-lorenz/data/lorenz.csv', '134e41460353e558'],
  ['10.8-mackey-glass/data/mackey-glass.csv', '91fc1c2ecb71e37b'],
  ['10.4-german-numbers/data/numbers.tsv', '5fd644729f7e45d7'],
])('%s is the same wherever it is made', (path, hash) => {
  expect(createHash('sha256').update(read(path)).digest('hex').slice(0, 16)).toBe(hash);
});

/** The right-hand side once more, from the paper; here by the midpoint rule with a step 80 times smaller. */
function lorenzAfter([x, y, z]: number[], time: number, steps = 800): number[] {
  const slope = (x: number, y: number, z: number) => [10 * y - 10 * x, 28 * x - y - x * z, x * y - (8 * z) / 3] as const;
  const h = time / steps;
  let s = [x!, y!, z!] as [number, number, number];
  for (let i = 0; i < steps; i++) {
    const [dx, dy, dz] = slope(...s);
    const [mx, my, mz] = slope(s[0] + (h / 2) * dx, s[1] + (h / 2) * dy, s[2] + (h / 2) * dz);
    s = [s[0] + h * mx, s[1] + h * my, s[2] + h * mz];
  }
  return s;
}

test('each row of the Lorenz system follows from the one before it', () => {
  const [header, ...rows] = rowsOf(read('10.8-lorenz/data/lorenz.csv'));
  expect([header, rows.length]).toEqual([['x', 'y', 'z'], 8000]);
  const numbers = rows.map((row) => row.map(Number));
  for (let t = 0; t < 7999; t += 200) {
    for (const [k, value] of lorenzAfter(numbers[t]!, 0.02).entries()) expect(Math.abs(value - numbers[t + 1]![k]!)).toBeLessThan(2e-6);
  }
});

test('the Mackey–Glass table is the series of the task', () => {
  const [header, ...rows] = rowsOf(read('10.8-mackey-glass/data/mackey-glass.csv'));
  expect([header, rows.length]).toEqual([['s'], 5000]);
  const series = mackeyGlassSeries(5000);
  expect(rows.every(([s], t) => Math.abs(Number(s) - series[t]!) < 1e-10)).toBe(true);
});

/** Read from left to right, as a person does: a count before its hundreds or thousands, units before their tens. */
function numberOf(words: string): number {
  const values: Record<string, number> = {
    eins: 1, ein: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechzehn: 16, sechzig: 60, sechs: 6, siebzehn: 17, siebzig: 70, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12,
    zwanzig: 20, dreißig: 30, vierzig: 40, fünfzig: 50, achtzig: 80, neunzig: 90,
  };
  const names = Object.keys(values).sort((one, other) => other.length - one.length);
  let [total, last, rest] = [0, 0, words];
  while (rest !== '') {
    const word = ['tausend', 'hundert', 'und', ...names].find((each) => rest.startsWith(each))!;
    rest = rest.slice(word.length);
    if (word === 'tausend' || word === 'hundert') [total, last] = [total + last * (word === 'tausend' ? 1000 : 100), 0];
    else if (word !== 'und') last += values[word]!;
  }
  return total + last;
}

test('German words say the number beside them, and no number is there twice', () => {
  const rows = rowsOf(read('10.4-german-numbers/data/numbers.tsv'), '\t');
  expect(rows.filter(([words, digits]) => String(numberOf(words!)) !== digits)).toEqual([]);
  expect([rows.length, new Set(rows.map(([, digits]) => digits)).size]).toEqual([3000, 3000]);
});
