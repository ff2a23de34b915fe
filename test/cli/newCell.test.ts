import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyCell, writeCell } from '../../src/cli/writeCell.ts';
import { openData } from '../../src/core/data/open.ts';
import { renamed } from '../../src/core/spec/cellDifferences.ts';
import { cellsOf, withCell } from '../../src/core/spec/cellOfExperiment.ts';
import { originOf } from '../../src/core/spec/cellOrigin.ts';
import type { BuiltInCell } from '../../src/core/spec/cellOrigin.ts';
import type { CellSpec } from '../../src/core/spec/experiment.ts';
import { cellTemplates } from '../../src/core/spec/newCell.ts';
import type { CellTemplate, NewCell } from '../../src/core/spec/newCell.ts';
import { readExperiment } from '../../src/core/spec/read.ts';
import { traceOwnCells } from '../../src/engine/traceOwnCells.ts';
import { loadOwnCode } from '../../src/worker/node/own/loadOwnCode.ts';
import { unfoldModule } from '../../src/worker/own/unfoldModule.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { everyCell, neverOwn } from './lib/everyCell.ts';
import { expectSame, learntIn } from './lib/learnt.ts';
import type { Learnt } from './lib/learnt.ts';

const templates = 'templates/cells';

/** Writes a cell and reads back the experiment that came with it, its code loaded. */
async function written(from: CellTemplate, js: boolean, changes: NewCell['changes'] = {}) {
  const folder = await temporaryFolder();
  const { experiment } = await writeCell({ name: 'mine', from, js, changes }, folder, templates);
  const reading = readExperiment(await readFile(experiment, 'utf8'), { name: 'mine' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const { model: { layers: [layer] } } = await loadOwnCode(reading.experiment, folder);
  return { folder, cell: layer!.cell };
}

/** Of a small model with the cell. */
async function learntBy(cell: CellSpec): Promise<Learnt> {
  const data = { kind: 'task', task: 'adding', validationSequences: 4 } as const;
  const given = experimentOf({ data, device: 'cpu', training: { batchSize: 2, tau: 4, optimiser: { kind: 'adam', learningRate: 0.05 } } });
  const source = await openData(given, filesOf({}));
  const experiment = await traceOwnCells({ ...given, model: { ...given.model, layers: [{ ...given.model.layers[0]!, cell, hiddenSize: 5 }] } }, source);
  return learntIn(experiment, source);
}

/** Those of a built-in cell are the same for TypeScript and JavaScript. */
const known = new Map<string, Promise<Learnt>>();

function knownOf(spec: CellSpec): Promise<Learnt> {
  const key = JSON.stringify(spec);
  if (!known.has(key)) known.set(key, learntBy(spec));
  return known.get(key)!;
}

const titled = (cells: readonly BuiltInCell[]) => cells.map(spec => [JSON.stringify(spec).replaceAll('"', ''), spec] as const);

it.each(titled(everyCell))('%s, written as a person\'s own, begins with the same numbers and has the same losses', async (_, spec) => {
  const origin = originOf(spec);
  if (typeof origin === 'string') throw new Error(origin);
  expectSame(await learntBy((await written(origin.from, false, origin.changes)).cell), await knownOf(spec), spec.kind in renamed);
});

/** The first of those that are written from each template. */
const firsts = new Map([...everyCell].reverse().flatMap((spec) => {
  const origin = originOf(spec);
  return typeof origin === 'string' ? [] : [[origin.from, { spec, changes: origin.changes }] as const];
}));

it('every template but the blank one is a built-in cell', () => {
  expect([...firsts.keys()].sort()).toEqual(Object.keys(cellTemplates).filter(name => name !== 'blank').sort());
});

it.each([...firsts].map(([from, first]) => [from, first] as const))('a new cell from %s in JavaScript is that cell, too', async (from, { spec, changes }) => {
  expectSame(await learntBy((await written(from, true, changes)).cell), await knownOf(spec), spec.kind in renamed);
});

it.each(titled(neverOwn))('%s says why it cannot be a person\'s own', (_, spec) => {
  expect(originOf(spec)).toMatch(/^[^\n]+\.$/);
});

/** What the schema says of an option. */
interface Option {
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly $ref?: string;
}
interface Schema {
  readonly definitions: { readonly cell: { readonly oneOf: readonly { readonly properties: Readonly<Record<string, Option>> }[] }; readonly [name: string]: unknown };
}

it('every option of every cell is asked for here: each value that has a name, or two', () => {
  const { definitions } = JSON.parse(readFileSync('src/core/spec/experiment.schema.json', 'utf8')) as Schema;
  const named = ({ $ref, enum: all }: Option) => all ?? (definitions[$ref?.replace('#/definitions/', '') ?? ''] as Option | undefined)?.enum;
  const missing = definitions.cell.oneOf.flatMap(({ properties: { kind, ...options } }) => {
    if (kind?.const === 'own' || neverOwn.some(spec => spec.kind === kind?.const)) return [];
    const specs = everyCell.filter(spec => spec.kind === kind?.const) as unknown as Record<string, unknown>[];
    return Object.entries(options).filter(([name, option]) => {
      const asked = new Set(specs.map(spec => JSON.stringify(spec[name])));
      return !(named(option)?.every(value => asked.has(JSON.stringify(value))) ?? asked.size > 1);
    }).map(([name]) => `${kind!.const!}: ${name}`);
  });
  expect(missing).toEqual([]);
});

const experiment = `{
  // Kept.
  "data": { "kind": "task", "task": "adding" },
  "model": {
    "layers": [
      { "cell": { /* also kept */ "kind": "lstm" }, "hiddenSize": 4 }, // below
      { "cell": { "kind": "leaky", "alpha": { "kind": "same", "value": 0.5 } }, "hiddenSize": 3 },
      { "cell": { "kind": "./cells/old.ts", "alpha": 2 }, "hiddenSize": 3 },
      { "cell": { "kind": "lstm" }, "hiddenSize": 4 },
    ]
  }
}
`;

it('another cell takes its place in an experiment, and nothing else of the text changes', () => {
  const reading = readExperiment(experiment, { name: 'deep' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const cells = cellsOf(reading.experiment);
  expect(cells.map(({ title }) => title)).toEqual(['lstm, 4 units', 'leaky, 3 units', './cells/old.ts, 3 units']);
  const [lstm, leaky, old] = cells.map(({ paths }) => withCell(experiment, paths, './cells/mine.ts'));
  expect(lstm).toBe(experiment.replaceAll('"lstm"', '"./cells/mine.ts"'));
  expect(leaky).toBe(experiment.replace('{ "kind": "leaky", "alpha": { "kind": "same", "value": 0.5 } }', '{ "kind": "./cells/mine.ts" }'));
  expect(old).toBe(experiment.replace('./cells/old.ts', './cells/mine.ts'));
});

it('a cell that somebody wrote is copied beside it, its test with it', async () => {
  const { folder } = await written('lstm', false);
  const copied = await copyCell('./cells/mine.ts', 'other', folder, file => JSON.stringify({ kind: file }));
  expect(copied).toEqual({ cell: join(folder, 'cells/other.ts'), experiment: join(folder, 'other.unfold.json'), notes: [] });
  expect(readFileSync(copied.cell, 'utf8')).toBe(readFileSync(join(folder, 'cells/mine.ts'), 'utf8'));
  expect(readFileSync(join(folder, 'cells/other.test.ts'), 'utf8')).toBe(readFileSync(join(folder, 'cells/mine.test.ts'), 'utf8').replace('./mine', './other'));
});

it('an experiment of its name that has another cell stays as it is, and a second is written', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'mine.unfold.json'), '{}');
  const { experiment: own, notes } = await writeCell({ name: 'mine', from: 'tanh', js: false }, folder, templates);
  expect([own, notes]).toEqual([join(folder, 'mine-2.unfold.json'), [`${join(folder, 'mine.unfold.json')} is there already and does not use this cell: it stays as it is, and mine-2.unfold.json does.`]]);
  expect(readFileSync(own, 'utf8')).toContain('./cells/mine.ts');
  expect(readFileSync(join(folder, 'mine.unfold.json'), 'utf8')).toBe('{}');
});

it('the types say of every operation that it is there', () => {
  const [types] = readFileSync(join(templates, 'unfold.d.ts'), 'utf8').split('declare module \'unfold/test\'') as [string];
  const declared = Array.from(types.matchAll(/\b(\w+): Types\['(?:unary|binary|reduction)'\]|export var (\w+): (?!Types)/g), ([, one, other]) => one ?? other!);
  expect([...declared].sort()).toEqual(Object.keys(unfoldModule).sort());
});

it('the types beside the cell of the gallery are the same', () => {
  expect(readFileSync('examples/10.10-own-cell/cells/unfold.d.ts', 'utf8')).toBe(readFileSync(join(templates, 'unfold.d.ts'), 'utf8'));
});

it('does not write over a cell, nor outside of its folder', async () => {
  const { folder } = await written('tanh', false);
  await expect(writeCell({ name: 'mine', from: 'lstm', js: false }, folder, templates)).rejects.toThrow('is already there: take another name.');
  await expect(writeCell({ name: '../mine', from: 'lstm', js: false }, folder, templates)).rejects.toThrow('The name of a cell is that of its file');
});
