import type { TextDocument } from 'vscode';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Problem } from '../../../src/core/spec/problem.ts';
import { KnownCells } from '../../../src/host/language/knownCells.ts';
import { OpenExperiment } from '../../../src/host/language/openExperiment.ts';
import { stage, workspace } from '../lib/vscode.ts';

beforeEach(() => stage.begin());
afterEach(() => vi.restoreAllMocks());

test('of files that do not answer nothing is told, but what needs none is', async () => {
  vi.spyOn(workspace.fs, 'stat').mockReturnValue(new Promise(() => undefined));
  const text = '{ "data": { "kind": "text", "file": "whale.txt" }, "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 8 }] }, "sede": 1 }';
  const shown: (readonly Problem[])[] = [];
  const open = new OpenExperiment(stage.open('/work/mine.unfold.json', text) as unknown as TextDocument, async () => undefined, new KnownCells(), problems => shown.push(problems));
  await vi.waitFor(() => expect(shown.map(problems => problems.map(({ message }) => message))).toEqual([['Unknown field `sede`; did you mean `seed`?']]));
  open.dispose();
});
