import type { Uri } from 'vscode';
import { expect, it } from 'vitest';
import { writeExperiment } from '../../../src/host/later/writeExperiment.ts';
import { Uri as FakeUri, stage } from '../lib/vscode.ts';

const folder = FakeUri.file('/work') as unknown as Uri;
const written = (file: string) => writeExperiment(folder, 'mine', { cell: file }, `{ "file": ${JSON.stringify(file)} }`);

it('writes one experiment for each file, beside those of the name that use another, whatever became of it since', async () => {
  stage.begin();
  const paths = async (file: string) => (await written(file)).experiment.path;
  expect(await paths('./cells/mine.ts')).toBe('/work/mine.unfold.json');
  expect(await written('./cells/mine.js')).toMatchObject({ experiment: { path: '/work/mine-2.unfold.json' }, there: { path: '/work/mine.unfold.json' }, notes: [expect.stringContaining('mine-2.unfold.json does')] });
  stage.files.set('/work/mine-2.unfold.json', '{ "file": "./cells/mine.js", typo');
  expect(await written('./cells/mine.js')).toEqual({ experiment: expect.objectContaining({ path: '/work/mine-2.unfold.json' }) as unknown, notes: [] });
  expect(await paths('./cells/mine.ts')).toBe('/work/mine.unfold.json');
  expect(await paths('./cells/mine.mjs')).toBe('/work/mine-3.unfold.json');
});
