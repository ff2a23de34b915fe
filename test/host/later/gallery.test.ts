import type { Uri } from 'vscode';
import { expect, it } from 'vitest';
import { Gallery } from '../../../src/host/later/gallery.ts';
import { Uri as FakeUri, stage } from '../lib/vscode.ts';

const uri = (path: string) => FakeUri.file(path) as unknown as Uri;

it('copies what is not there or was left half written, and leaves alone what a person wrote', async () => {
  stage.begin();
  const files = { 'a.unfold.json': '{ "tau": 1 }', 'lesson.md': '# A lesson', 'data/a.csv': '1\n2\n' };
  stage.files.set('/ours/gallery.json', JSON.stringify([{ name: 'a', files: Object.keys(files) }]));
  for (const [file, text] of Object.entries(files)) stage.files.set(`/ours/examples/a/${file}`, text);
  const there = () => Object.keys(files).map(file => stage.files.get(`/work/a/${file}`));
  const copy = () => new Gallery(uri('/ours/examples')).copyAll(uri('/work'));
  await copy();
  expect(there()).toEqual(Object.values(files));
  stage.files.set('/work/a/data/a.csv', '1\n').set('/work/a/lesson.md', '# Mine').set('/work/a/a.unfold.json', '{ "tau": 1 } ');
  await copy();
  expect(there()).toEqual(['{ "tau": 1 } ', '# Mine', '1\n2\n']);
});
