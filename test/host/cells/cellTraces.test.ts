import type { Uri } from 'vscode';
import { beforeEach, expect, it, vi } from 'vitest';
import { CellTraces } from '../../../src/host/cells/cellTraces.ts';
import { KnownCells } from '../../../src/host/language/knownCells.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { stage } from '../lib/vscode.ts';

const text = '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "./cells/mine.ts" }, "hiddenSize": 3 }] } }';

beforeEach(() => stage.begin());

it.each([
  ['./cells/mine.ts:2:7: no luck.', './cells/mine.ts:2:7: no luck.'],
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
