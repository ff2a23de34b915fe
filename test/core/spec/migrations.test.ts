import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import schema from '../../../src/core/spec/experiment.schema.json' with { type: 'json' };
import { migrateText } from '../../../src/core/spec/migrateText.ts';
import { currentVersion } from '../../../src/core/spec/migrations.ts';
import type { Problem } from '../../../src/core/spec/problem.ts';
import { lines, read, sentences, textOf } from './texts.ts';

const trees = (fields: string): string => `{
  // what was read
  "data": { "kind": "trees", "file": "moods.txt", ${fields} }, /* of "words" */
  "model": { "layers": [{ "cell": { "kind": "treeLstm" }, "hiddenSize": 8 }] },
}`;
const told = (source: string) => { const reading = read(source); return [reading.ok, lines(reading.problems)]; };
const vocabularyOf = (source: string) => { const reading = read(source); return reading.ok && (reading.experiment.data as { vocabulary?: number }).vocabulary; };

test('the schema writes the current version', () => {
  expect(schema.properties.version.default).toBe(currentVersion);
  expect(schema.properties.version.description).toContain(`, ${currentVersion}.`);
});

describe('from version 1', () => {
  const old = trees('"words": 20');
  const why = 'demo.unfold.json:3:51: warning: `words` is called `vocabulary` since version 2 of the file format. The experiment is read as if it were.';

  test('the `words` of trees are their `vocabulary`: read all the same, and told at its place', () => {
    expect(told(old)).toEqual([true, [why]]);
    expect(vocabularyOf(old)).toBe(20);
  });

  test('is mended in the text, whose comments and layout stay; then there is nothing more to say', () => {
    expect(migrateText(old)).toBe(trees('"vocabulary": 20'));
    expect(told(migrateText(old)!)).toEqual([true, []]);
    expect(migrateText(migrateText(old)!)).toBeUndefined();
    expect(migrateText(`\uFEFF${old}`)).toBe(`\uFEFF${trees('"vocabulary": 20')}`);
  });

  test('the fix is what the text becomes', () => {
    const at = (line: number, column: number, length: number) => ({ line, column, endLine: line, endColumn: column + length });
    const source = old.replace('{', '{ "version": 1,');
    expect(read(source).problems.map(({ fix }) => fix)).toEqual([
      { kind: 'migrate', to: 2, edits: [{ ...at(1, 14, 1), text: '2' }, { ...at(3, 51, 7), text: '"vocabulary"' }] },
    ]);
    expect(migrateText(source)).toBe(trees('"vocabulary": 20').replace('{', '{ "version": 2,'));
  });

  test('a file that says a version and has nothing of it is left in peace', () => {
    expect(sentences(textOf({ version: 1 }))).toEqual([]);
    expect(read(textOf({ version: 1 }))).toMatchObject({ experiment: { version: currentVersion } });
  });

  test('both names at once are one too many', () => {
    expect(told(trees('"words": 20, "vocabulary": 30'))).toEqual([false, ['demo.unfold.json:3:64: `vocabulary` is given twice.']]);
  });

  test('what is no number is said of the field by its name of today, where it stands', () => {
    expect(told(trees('"words": "many"'))).toEqual([false, ['demo.unfold.json:3:60: `vocabulary` is "many"; a whole number is expected.']]);
  });
});

test('a file of the current version is not of an older one for having an older name in it', () => {
  expect(told(trees('"words": 20').replace('{', '{ "version": 2,'))[0]).toBe(false);
});

test.each([
  ['a newer version is refused in one sentence, whatever else it says', { version: 3, data: 7 }, 'This experiment is of version 3 of the file format, and this Unfold reads none above 2: update Unfold.'],
  ['a version that never was, whatever else it says', { version: 0, data: 7 }, '`version` is 0, and there is no such version of the file format: write 2, or leave it out.'],
  ['no version at all', { version: 'two' }, '`version` is "two", and there is no such version of the file format: write 2, or leave it out.'],
  ['half of one', { version: 1.5 }, '`version` is 1.5, and there is no such version of the file format: write 2, or leave it out.'],
  ['nothing', { version: null }, '`version` is null, and there is no such version of the file format: write 2, or leave it out.'],
])('%s', (_, fields, sentence) => {
  expect(sentences(textOf(fields))).toEqual([sentence]);
});

test('a version that is none stands at its place, and is mended; a newer one is not', () => {
  const [none, newer] = ['"two"', '3'].map(version => read(`{\n  "version": ${version}\n}`).problems) as [Problem[], Problem[]];
  expect(lines(none)).toEqual(['demo.unfold.json:2:14: `version` is "two", and there is no such version of the file format: write 2, or leave it out.']);
  expect(none[0]!.fix).toEqual({ kind: 'value', to: 2 });
  expect(newer[0]).toMatchObject({ line: 2, column: 14 });
  expect(newer[0]).not.toHaveProperty('fix');
});

test('the gallery is of the current version', () => {
  for (const name of readdirSync('examples')) expect(migrateText(readFileSync(`examples/${name}/${name}.unfold.json`, 'utf8')), name).toBeUndefined();
});
