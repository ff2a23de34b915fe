import { expect, test } from 'vitest';
import { isCalledAsFolder, namesExperiment, ownLessonName } from '../../src/host/lessonNames.ts';

test('two copies of an experiment in a folder have a lesson each', () => {
  expect(['/here/adding.unfold.json', '/here/adding-2.unfold.json'].map(ownLessonName)).toEqual(['adding.lesson.md', 'adding-2.lesson.md']);
});

test('the lesson of a folder of the gallery is that of the experiment of its name, whatever stands beside it by now', () => {
  expect(['10.3-xor', 'mine', 'xor'].map(name => isCalledAsFolder(`/gallery/10.3-xor/${name}.unfold.json`))).toEqual([true, false, false]);
});

test('a lesson names the experiments that it is about', () => {
  const text = 'Open `adding.unfold.json`, then [copying](./copying.unfold.json).';
  expect(['adding', 'copying', 'ding', 'pying', 'add'].map(name => namesExperiment(text, `/here/${name}.unfold.json`))).toEqual([true, true, false, false, false]);
});
