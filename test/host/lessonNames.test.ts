import { expect, test } from 'vitest';
import { isCalledAsFolder, namesExperiment, ownLessonName } from '../../src/host/lessonNames.ts';

test('two copies of an experiment in a folder have a lesson each', () => {
  expect(['/here/adding.unfold.json', '/here/adding-2.unfold.json'].map(ownLessonName)).toEqual(['adding.lesson.md', 'adding-2.lesson.md']);
});

test('the lesson of a folder of the gallery is that of the experiment of its name, whatever stands beside it by now', () => {
  expect(['10.3-xor', 'mine', 'xor'].map(name => isCalledAsFolder(`/gallery/10.3-xor/${name}.unfold.json`))).toEqual([true, false, false]);
});

/** Those of the experiments in a folder that a text names. */
const named = (text: string, ...names: string[]) => names.filter(name => namesExperiment(text, `/here/${name}.unfold.json`, names.map(each => `${each}.unfold.json`)));

test('a lesson names the experiments that it is about', () => {
  expect(named('Open `adding.unfold.json`, then [copying](./copying.unfold.json).', 'adding', 'copying', 'ding', 'pying', 'add')).toEqual(['adding', 'copying']);
});

test.each([
  ['Open my net.unfold.json', ['my net']],
  ['Open your net.unfold.json', ['net']],
  ['[this one](my%20net.unfold.json), of 90%', ['my net']],
  ['_net.unfold.json_', ['net']],
  ['my_net.unfold.json', []],
  ['net.unfold.json.bak, net.unfold.json5, net.unfold.json-old', []],
  ['net.unfold.json.', ['net']],
  ['a copy, net.unfold.json.bak, of net.unfold.json: run it', ['net']],
  ['[elsewhere](../other/net.unfold.json), ../net.unfold.json, other/./net.unfold.json', []],
  ['not my net.unfold.json but ./net.unfold.json', ['my net', 'net']],
])('of names that end alike “%s” has %j', (text, names) => {
  expect(named(text, 'my net', 'net')).toEqual(names);
});
