import type { Uri } from 'vscode';
import { beforeEach, expect, test, vi } from 'vitest';
import { lessonOf } from '../../src/host/lessons.ts';
import { Uri as Place } from './lib/places.ts';
import { stage, workspace } from './lib/vscode.ts';

beforeEach(() => stage.begin());

/** The paths of the lessons of experiments, in a workspace with these files. */
async function lessons(files: Record<string, string>, ...experiments: string[]): Promise<(string | undefined)[]> {
  for (const [path, text] of Object.entries(files)) stage.files.set(`/work/${path}`, text);
  return Promise.all(experiments.map(async path => (await lessonOf(Place.file(`/work/${path}`) as unknown as Uri))?.path.replace('/work/', '')));
}

test('the only experiment of a folder has its lesson, where it has none of its own', async () => {
  expect(await lessons({ 'one/a.unfold.json': '', 'one/lesson.md': '' }, 'one/a.unfold.json')).toEqual(['one/lesson.md']);
  expect(await lessons({ 'one/a.lesson.md': '' }, 'one/a.unfold.json')).toEqual(['one/a.lesson.md']);
});

test('of several in a folder its lesson is that of the one the folder is called after', async () => {
  const files = { '10.3-xor/10.3-xor.unfold.json': '', '10.3-xor/mine.unfold.json': '', '10.3-xor/lesson.md': 'Two bits.' };
  expect(await lessons(files, '10.3-xor/10.3-xor.unfold.json', '10.3-xor/mine.unfold.json')).toEqual(['10.3-xor/lesson.md', undefined]);
});

test('and of those that it names', async () => {
  const files = { 'a.unfold.json': '', 'b.unfold.json': '', 'c.unfold.json': '', 'lesson.md': 'First `a.unfold.json`, then (b.unfold.json).' };
  expect(await lessons(files, 'a.unfold.json', 'b.unfold.json', 'c.unfold.json')).toEqual(['lesson.md', 'lesson.md', undefined]);
});

test.each(['readFile', 'readDirectory'] as const)('a lesson of which nothing can be told is that of none: %s', async what => {
  const unreadable = vi.spyOn(workspace.fs, what).mockRejectedValue(new Error('it may not be read'));
  expect(await lessons({ 'a.unfold.json': '', 'b.unfold.json': '', 'lesson.md': 'a.unfold.json' }, 'a.unfold.json')).toEqual([undefined]);
  unreadable.mockRestore();
});
