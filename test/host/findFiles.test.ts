import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findFiles } from '../../src/host/findFiles.ts';
import { stage } from './lib/vscode.ts';

const wanted = { glob: '**/cells/*.ts', exclude: '**/.unfold/**', fits: /^(?!.*\/\.unfold\/).*\/cells\/[^/]*\.ts$/ };
const cells = ['/work/cells/a.ts', '/work/deep/er/cells/b.ts'];

beforeEach(() => {
  stage.begin();
  for (const path of [...cells, '/work/.unfold/cells/c.ts', '/work/node_modules/d/cells/d.ts', '/work/cells/notes.md']) stage.files.set(path, '');
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const paths = async () => (await findFiles(wanted)).map(({ path }) => path).sort();

test('what the search finds is what there is, and nothing waits behind it', async () => {
  stage.scheme = 'vscode-vfs';
  expect(await paths()).toEqual(expect.arrayContaining(['/work/node_modules/d/cells/d.ts'])); // this search leaves nothing out
  expect(vi.getTimerCount()).toBe(0);
});

test('where nobody searches, folders in memory are gone through', async () => {
  Object.assign(stage, { searched: false, scheme: 'tmp' });
  const found = paths();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await found).toEqual(cells);
});

test('a search on a disk has all the time that it needs', async () => {
  stage.searched = false;
  let ended = false;
  void findFiles(wanted).then(() => (ended = true));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).toBe(false);
});
