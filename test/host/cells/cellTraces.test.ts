import type { Uri } from 'vscode';
import { afterEach, beforeEach, expect, it, test, vi } from 'vitest';
import { CellTraces } from '../../../src/host/cells/cellTraces.ts';
import { KnownCells } from '../../../src/host/language/knownCells.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { Uri as Place } from '../lib/places.ts';
import { stage } from '../lib/vscode.ts';

const text = '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 3 }] } }';

beforeEach(() => stage.begin());
afterEach(() => vi.useRealTimers());

it.each([
  ['./cells/mine.ts:2:7: no luck.', './cells/mine.ts:2:7: no luck.'],
  ['./cells/mine.ts is not there: no file.\n    at main', './cells/mine.ts is not there: no file.'],
  ['./lib/part.ts:2:7: no luck.', './lib/part.ts:2:7: no luck.'],
  ['warned of\n../cells/mine.ts has no default export: …', '../cells/mine.ts has no default export: …'],
  ['waves.csv has no column "u".', undefined], // told where the column is
])('of a trace that ends with “%s” the experiment knows what is wrong with its code', async (complaint, wrong) => {
  const known = new KnownCells();
  let ended: Promise<never> | undefined;
  const traces = new CellTraces(() => (ended = Promise.reject(new Error(complaint))), known);
  const { uri } = stage.open('/work/mine.unfold.json', text);
  const reading = readExperiment(text, { name: '' });
  const said = () => (reading.ok ? known.wrong(uri as unknown as Uri, reading.experiment) : 'not read');
  await vi.waitFor(async () => expect(ended).rejects.toThrow());
  await vi.waitFor(() => expect(said()).toBe(wrong));
  traces.dispose();
});

test('also where the name of its file has a space', async () => {
  const known = new KnownCells();
  const spaced = text.replace('mine.ts', 'my cell.ts');
  const traces = new CellTraces(() => Promise.reject(new Error('./cells/my cell.ts:2:7: no luck.')), known);
  const { uri } = stage.open('/work/mine.unfold.json', spaced);
  const reading = readExperiment(spaced, { name: '' });
  await vi.waitFor(() => expect(reading.ok && known.wrong(uri as unknown as Uri, reading.experiment)).toBe('./cells/my cell.ts:2:7: no luck.'));
  traces.dispose();
});

test('code that changes outside of the editor is looked at, once however many files do', async () => {
  vi.useFakeTimers();
  const [known, trace] = [new KnownCells(), vi.fn(() => Promise.reject(new Error('./cells/mine.ts:2:7: no luck.')))];
  const traces = new CellTraces(trace, known);
  stage.open('/work/mine.unfold.json', text);
  expect(trace).toHaveBeenCalledTimes(1);
  const change = (path: string) => stage.watchers.forEach(({ changed }) => changed.fire(Place.file(path)));
  for (const path of ['/work/cells/mine.ts', '/work/lib/part.ts', '/work/unfold.d.ts']) change(path);
  await vi.runAllTimersAsync();
  expect(trace).toHaveBeenCalledTimes(2);
  for (const path of ['/work/unfold.d.ts', '/work/.unfold/runs/1/mine.ts', '/work/node_modules/a/a.js']) change(path);
  await vi.runAllTimersAsync();
  expect(trace).toHaveBeenCalledTimes(2);
  traces.dispose();
});
