import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cellDifferences } from '../core/spec/cellDifferences.ts';
import { cellsOf, withCell } from '../core/spec/cellOfExperiment.ts';
import type { UsedCell } from '../core/spec/cellOfExperiment.ts';
import { originOf } from '../core/spec/cellOrigin.ts';
import { cellTemplates, newCellFiles } from '../core/spec/newCell.ts';
import type { CellTemplate } from '../core/spec/newCell.ts';
import { formatProblem } from '../core/spec/problem.ts';
import { experimentName, readExperiment } from '../core/spec/read.ts';
import { listed } from '../core/spec/wording.ts';
import { unreadable } from '../worker/node/unreadable.ts';
import { readArguments, readNumber } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { folderFor } from './folderFor.ts';
import { copyCell, writeCell } from './writeCell.ts';
import type { WrittenCell } from './writeCell.ts';

const options = { from: { type: 'string', default: 'tanh' }, cell: { type: 'string' }, js: { type: 'boolean', default: false }, dir: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

/** `unfold new cell NAME` @param templates the folder of what they begin as @throws Complaint */
export async function newCell(args: string[], templates = join(__dirname, 'templates')): Promise<number> {
  const { file: name, values: { from, cell, js, dir, json } } = readArguments(args, options);
  if (name === undefined) throw notValid('Which name? unfold new cell NAME');
  const ofExperiment = from.endsWith('.unfold.json');
  if (!ofExperiment && !Object.hasOwn(cellTemplates, from)) throw notValid(`--from takes ${listed([...Object.keys(cellTemplates), 'an experiment, NAME.unfold.json'], 'or')}, not "${from}".`);
  if (ofExperiment && dir !== undefined) throw notValid('--dir is for a cell of no experiment: the cell of one goes beside it.');
  const written = ofExperiment ? await cellOf(from, cell, name, js, templates) : await writeCell({ name, from: from as CellTemplate, js }, await folderFor(dir ?? '.', 'cells'), templates);
  const faults = await faultsOf(written.experiment);
  const notes = [...written.notes, ...faults];
  if (json) console.log(JSON.stringify({ ...written, notes }));
  else console.log([...notes, `${written.cell} is your cell; ${written.experiment} trains it${faults.length > 0 ? ' once that is mended' : ''}: unfold train ${written.experiment}`].join('\n'));
  return exitCodes.done;
}

/** Writes the cell of an experiment as a person's own, and the same experiment with it. @throws Complaint */
async function cellOf(experiment: string, which: string | undefined, name: string, js: boolean, templates: string): Promise<WrittenCell> {
  const text = await readFile(experiment, 'utf8').catch((error: NodeJS.ErrnoException) => { throw notValid(unreadable(experiment, error)); });
  const reading = readExperiment(text, { name: experimentName(experiment) });
  if (!reading.ok) throw notValid(reading.problems.map(problem => formatProblem(experiment, problem)).join('\n'));
  const used = chosen(cellsOf(reading.experiment), which, experiment);
  const { cell, paths } = used;
  const folder = dirname(experiment);
  if (cell.kind === 'own') return copyCell(cell.file, name, folder, file => withCell(text, paths, file));
  const origin = originOf(cell);
  if (typeof origin === 'string') throw notValid(origin);
  const own = { name, from: origin.from, js, changes: origin.changes };
  const written = await writeCell(own, folder, templates, withCell(text, paths, `./${newCellFiles(own).cell}`));
  return { ...written, notes: [...cellDifferences(used, reading.experiment), ...written.notes] };
}

/** What is wrong with an experiment as it is there: not everything goes with a cell of one's own, and one that was there before may be anything. */
async function faultsOf(file: string): Promise<string[]> {
  const reading = readExperiment(await readFile(file, 'utf8'), { name: experimentName(file) });
  return reading.ok ? [] : reading.problems.filter(({ severity }) => severity === 'error').map(problem => formatProblem(file, problem));
}

function chosen(cells: readonly UsedCell[], which: string | undefined, experiment: string): UsedCell {
  if (cells.length === 1 && which === undefined) return cells[0]!;
  if (which === undefined) throw notValid(`${basename(experiment)} has several cells: ${cells.map(({ title }, i) => `${i + 1} ${title}`).join('; ')}. Which? --cell N`);
  return cells[readNumber('cell', which, 1, cells.length) - 1]!;
}
