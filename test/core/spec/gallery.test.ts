import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lines, read } from './texts.ts';

const examples = new URL('../../../examples/', import.meta.url);
const experiments = readdirSync(examples).map(name => [name, new URL(`${name}/${name}.unfold.json`, examples)] as const);

test('the gallery has its experiments', () => {
  expect(experiments.map(([name]) => name)).toEqual(expect.arrayContaining([
    '7.12-dropout', '10-finding-the-year', '10.1-dynamical-system', '10.1-time-delay', '10.2-patterns', '10.2.1-teacher-forcing', '10.2.3-graphical-model', '10.2.4-context', '10.9.3-clockwork', '10.10-own-cell', '10.10-own-task', '10.10.1-anbn', '10.10.1-embedded-reber', '10.3-bidirectional-xor', '10.4-german-numbers', '10.5-deep-recurrent', '10.6-listops', '10.6-moods', '10.7-deep-stack', '10.7-horizon', '10.7-temporal-order', '10.8-deep-reservoir', '10.8-echo-state', '10.8-force', '10.8-lorenz', '10.8-mackey-glass', '10.11-clipping', '10.11.2-omega', '10.12-memory-network', '10.12-ntm-copy',
    'adding-problem-lstm', 'co2-forecast-gru', 'declaration-bytes', 'moby-dick-char-lstm', 'moby-dick-words', 'seattle-hourly-tsv', 'seattle-weather-parquet',
  ]));
});

test.each(experiments)('%s is right, and says in one line what it shows', (_, file) => {
  const reading = read(readFileSync(file, 'utf8'));
  expect(lines(reading.problems)).toEqual([]);
  expect(reading).toMatchObject({ ok: true, experiment: { description: expect.stringMatching(/^[^\n]{20,100}\.$/) } });
});

const headings = ['The idea', 'The equations', 'What to look for', 'What to change next'];

test.each(experiments)('%s has a lesson of one page', (_, file) => {
  const lesson = readFileSync(new URL('lesson.md', file), 'utf8');
  expect([...lesson.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings);
  expect(lesson).toMatch(/^# .+\n/);
  expect(lesson.split(/\s+/).length).toBeLessThan(800);
});

/** The lines between fences, or four columns in. */
const blocks = (lesson: string): string[] => [...lesson.matchAll(/^```\n([^]*?)^```$|^ {4}(.*)$/gm)].flatMap(([, fenced, indented]) => (fenced ?? indented!).split('\n'));

test.each(experiments)('%s has equations that fit into half a window', (_, file) => {
  const equations = blocks(readFileSync(new URL('lesson.md', file), 'utf8'));
  expect(equations).not.toEqual([]);
  expect(equations.filter(line => [...line].length > 70)).toEqual([]);
});
