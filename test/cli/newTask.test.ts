import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { writeTask } from '../../src/cli/writeTask.ts';
import { openData } from '../../src/core/data/open.ts';
import { taskTemplates } from '../../src/core/spec/newTask.ts';
import type { TaskTemplate } from '../../src/core/spec/newTask.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { checkFile, runTestOf } from '../../src/worker/node/own/checkFile.ts';
import { loadOwnCode } from '../../src/worker/node/own/loadOwnCode.ts';
import { useOf } from '../../src/worker/node/own/usesOf.ts';
import { float64 } from '../float64/load.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const [templates, types] = ['templates/tasks', 'templates/cells/unfold.d.ts'];
const write = (name: string, from: TaskTemplate, js: boolean, folder: string) => writeTask({ name, from, js }, folder, templates, types);
const all = Object.keys(taskTemplates).flatMap(from => [[from as TaskTemplate, false], [from as TaskTemplate, true]] as const);

/** A sign, a comparison, or a number that is another one. */
const flips: readonly (readonly [RegExp, string])[] = [
  [/ \+ /g, ' - '], [/ - /g, ' + '], [/ >= /g, ' > '], [/ > /g, ' >= '], [/ < /g, ' <= '], [/ !== /g, ' === '], [/(?<=[(,] ?)-1\b/g, '1'], [/(?<![\w.=-] ?)1(?=[,)\]])/g, '2'], [/\? 1 : 0/g, '? 0 : 1'], [/\?\? 0/g, '?? 1'],
  [/ \/ 2/g, ' * 2'], [/\bfirst\b(?= \+)/g, 'second'], [/\bmarked\.includes/g, '!marked.includes'], [/slice\(1\)/g, 'slice(0)'], [/slice\(0, -1\)/g, 'slice(0)'], [/slice\(0, 2\)/g, 'slice(0, 3)'],
  [/ % 10\b/g, ' % 9'], [/ === 7\b/g, ' === 3'], [/ % value/g, ' - value'], [/\.\.\.numeral, /g, ''], [/Math\.min/g, 'Math.max'], [/Math\.max/g, 'Math.min'], [/ % 2;/g, ' % 3;'], [/\btrue, false\b/g, 'true'],
];

/** The file with each of them in one place of what draws. */
function mutants(text: string): string[] {
  const start = text.indexOf('  leastTau');
  const [head, code] = [text.slice(0, start), text.slice(start).split('\n').map(line => line.split('/**')[0]!).join('\n')];
  return flips.flatMap(([what, into]) => [...code.matchAll(what)].map(found => head + code.slice(0, found.index) + into + code.slice(found.index + found[0].length)));
}

it.each(all)('a new task from %s (JavaScript: %s) is right; its test passes, and fails where anything of what it draws is another', async (from, js) => {
  const folder = await temporaryFolder();
  const { task } = await write('mine', from, js, folder);
  const use = { ...await useOf(task), float64 };
  expect(use).toMatchObject({ kind: 'task', tau: 20 });
  const [states, tests]: [string[], string[]] = [[], []];
  for await (const report of checkFile(task, use)) {
    if (report.kind === 'files') continue;
    expect(report.findings).toEqual([]);
    (report.kind === 'check' ? states : tests).push(report.kind === 'check' ? report.state : report.name);
  }
  expect([new Set(states), tests.length > 1]).toEqual([new Set(['right']), true]);
  if (js) return;
  const others = mutants(await readFile(task, 'utf8'));
  expect(others.length).toBeGreaterThan(3);
  for (const mutant of others) {
    await writeFile(task, mutant);
    let failed = 0;
    for await (const { findings } of runTestOf(task, use)) failed += findings.length;
    expect(failed, mutant).toBeGreaterThan(0);
  }
});

it.each(['cell', 'task'] as const)('the %s of the README, pasted, has nothing wrong', async kind => {
  const [cell, task] = [...(await readFile('README.md', 'utf8')).matchAll(/```ts\n(\/\/\/ <reference[^]*?)```/g)].map(([, code]) => code!);
  const file = join(await temporaryFolder(), 'mine.ts');
  await writeFile(file, { cell, task }[kind]!);
  const use = { ...await useOf(file), float64 };
  expect(use.kind).toBe(kind);
  const checks: unknown[] = [];
  for await (const report of checkFile(file, use)) if (report.kind === 'check') checks.push([report.state, report.findings]);
  expect(checks.length).toBeGreaterThan(3);
  expect(checks).toEqual(checks.map(() => ['right', []]));
});

it.each(all)('the experiment that is written with a task from %s (JavaScript: %s) draws from it', async (from, js) => {
  const folder = await temporaryFolder();
  const { experiment } = await write('mine', from, js, folder);
  const reading = readExperiment(await readFile(experiment, 'utf8'), { name: 'mine' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const data = await openData(await loadOwnCode(reading.experiment, folder), () => Promise.reject(new Error('No file is read.')));
  expect(data.next().batchSize).toBe(32);
});

it('does not write over a task, nor outside of its folder', async () => {
  const folder = await temporaryFolder();
  const { task } = await write('mine', 'echo', false, folder);
  expect(dirname(task)).toBe(join(folder, 'tasks'));
  await expect(write('mine', 'adding', false, folder)).rejects.toThrow('is already there: take another name.');
  await expect(write('../mine', 'adding', false, folder)).rejects.toThrow('The name of a task is that of its file');
});

it('leaves an experiment of its name alone that uses something else, and writes its own beside it', async () => {
  const folder = await temporaryFolder();
  const usual = join(folder, 'mine.unfold.json');
  await writeFile(usual, '{ "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" } }] } }');
  const written = await write('mine', 'echo', false, folder);
  expect(written).toMatchObject({ experiment: join(folder, 'mine-2.unfold.json'), notes: [`${usual} is there already and does not use this task: it stays as it is, and mine-2.unfold.json does.`] });
  expect([await readFile(usual, 'utf8'), await readFile(written.experiment, 'utf8')]).toEqual([expect.stringContaining('./cells/mine.ts'), expect.stringContaining('./tasks/mine.ts')]);
  await rm(written.task);
  await writeFile(usual, '{ "data": { "kind": "task", "task": "./tasks/mine.ts" } }');
  expect(await write('mine', 'echo', false, folder)).toMatchObject({ experiment: usual, notes: [] });
});
