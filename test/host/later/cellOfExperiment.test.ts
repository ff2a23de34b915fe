import type { Uri } from 'vscode';
import { expect, it } from 'vitest';
import { cellsOf } from '../../../src/core/spec/cellOfExperiment.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { cellItems } from '../../../src/host/later/cellOfExperiment.ts';
import type { CellParts } from '../../../src/host/platform.ts';
import { Uri as FakeUri, stage } from '../lib/vscode.ts';

const uriOf = (path: string): Uri => FakeUri.file(path) as unknown as Uri;

/** What is offered of a model's cells, by their number. */
async function offeredOf(...cells: readonly object[]): Promise<string[]> {
  stage.begin();
  const reading = readExperiment(JSON.stringify({ data: { kind: 'task', task: 'adding' }, model: { layers: cells.map(cell => ({ cell, hiddenSize: 4 })) } }), { name: 'first' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const parts = { templates: uriOf('/templates'), aside: uriOf('/aside'), training: {}, cellsIn: async () => cellsOf(reading.experiment) } as unknown as CellParts;
  return (await cellItems(parts, uriOf('/work/first.unfold.json'))).map(({ number, description }) => `${number} ${description}`);
}

it('offers the cells of an experiment that can be a person\'s own, by the number that they have among all', async () => {
  expect(await offeredOf({ kind: 'lstm' }, { kind: './cells/old.ts' })).toEqual(['1 lstm, 4 units', '2 ./cells/old.ts, 4 units']);
  expect(await offeredOf({ kind: 'reservoir' }, { kind: 'gru' })).toEqual(['2 gru, 4 units']);
});
