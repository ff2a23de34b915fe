import type { CancellationToken, CompletionContext, CompletionItem, Position, TextDocument } from 'vscode';
import { beforeEach, expect, it } from 'vitest';
import { completions } from '../../../src/host/language/completions.ts';
import { stage } from '../lib/vscode.ts';

beforeEach(() => stage.begin());

/** What is offered at the end of the last text of an experiment. */
async function offered(text: string): Promise<CompletionItem[]> {
  const document = stage.open('/work/mine.unfold.json', text);
  const position = document.positionAt(text.lastIndexOf('"'));
  return await completions(async () => undefined).provideCompletionItems(document as unknown as TextDocument, position as unknown as Position, {} as CancellationToken, {} as CompletionContext) as CompletionItem[];
}

function write(run: string, createdAt: number, steps: readonly number[]): void {
  const folder = `/work/.unfold/runs/${run}`;
  stage.files.set(`${folder}/status.json`, JSON.stringify({ id: run, name: `The ${run} one`, state: 'done', step: 200, steps: 200, createdAt, heartbeat: 1, time: 1 }));
  for (const step of steps) stage.files.set(`${folder}/checkpoints/step-${step}.safetensors`, '');
}

it('the checkpoints of the runs beside an experiment are offered, of the newest run first, its last step first, and then those that lie about', async () => {
  write('old', 1, [100, 200]);
  write('new', 2, [90, 1000]);
  for (const path of ['.unfold/runs/none/checkpoints/step-5.safetensors', 'given.safetensors', 'table.csv']) stage.files.set(`/work/${path}`, '');
  const text = '{\n  "training": { "startFrom": { "file": "" } }\n}';
  const items = await offered(text);
  const of = (run: string, step: number) => [{ label: `step ${step}`, description: `The ${run} one` }, `".unfold/runs/${run}/checkpoints/step-${step}.safetensors"`];
  expect(items.map(({ label, insertText }) => [label, insertText])).toEqual([of('new', 1000), of('new', 90), of('old', 200), of('old', 100), ['given.safetensors', '"given.safetensors"']]);
  const sorted = items.slice(0, 4).map(({ sortText }) => sortText!); // VS Code shows them in the order of these
  expect([...sorted].sort()).toEqual(sorted);
  const [, line] = text.split('\n');
  const at = { line: 1, character: line!.indexOf('""') };
  expect(items[0]).toMatchObject({ filterText: items[0]!.insertText, range: { start: at, end: { line: 1, character: at.character + 2 } } });
});

it('before the first run, and where something else is named, there are none', async () => {
  expect(await offered('{ "training": { "startFrom": { "file": "" } } }')).toEqual([]);
  write('new', 2, [90]);
  expect(await offered('{ "name": "" }')).toEqual([]);
});

it('the columns of a table are offered in its order', async () => {
  stage.files.set('/work/tides.csv', 'time,height,at\n1,2,3\n');
  const items = await offered('{ "data": { "kind": "series", "file": "tides.csv", "column": "" } }');
  expect([...items].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1)).map(({ label }) => label)).toEqual(['time', 'height', 'at']);
});

it('the cells beside an experiment are offered, first those of the usual folder, and no other code; of a folder what it holds', async () => {
  const [cell, task] = ['import { defineCell } from \'unfold\';\nexport default defineCell(() => ({}));', 'import { defineTask } from \'unfold\';\nexport default defineTask(() => ({}));'];
  const files = { 'cells/mine.ts': cell, 'cells/mine.test.ts': cell, 'cells/ops.ts': 'export const two = 2;', 'cells/gated/deep.js': cell, 'loose.mts': cell, 'tasks/echo.ts': task, 'data/a.csv': 'a', 'node_modules/a/a.ts': cell };
  for (const [path, text] of Object.entries(files)) stage.files.set(`/work/${path}`, text);
  const labels = async (named: string) => (await offered(named)).map(({ label }) => label);
  const cellsIn = (kind: string) => labels(`{ "model": { "layers": [{ "cell": { "kind": "${kind}" } }] } }`);
  expect(await cellsIn('')).toEqual(['./cells/mine.ts', './cells/gated/', './cells/', './loose.mts', './tasks/', './data/']);
  expect(await cellsIn('./cells/gated/')).toEqual(['./cells/gated/deep.js']);
  expect(await labels('{ "data": { "kind": "task", "task": "" } }')).toEqual(['./tasks/echo.ts', './cells/', './tasks/', './data/']);
});
