import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyOf, testOfCopy } from '../core/spec/cellCopy.ts';
import { newCellExperiment, newCellFiles, newCellTestText, newCellText, problemOfCellName } from '../core/spec/newCell.ts';
import type { NewCell } from '../core/spec/newCell.ts';
import { isOurs, typesFile } from '../core/spec/typesFile.ts';
import { notValid } from './complaint.ts';
import { writeExperiment } from './writeExperiment.ts';
import type { WrittenExperiment } from './writeExperiment.ts';

/** What was written, by its paths, and what a person should know of it. */
export interface WrittenCell extends WrittenExperiment {
  readonly cell: string;
}

/** Writes a cell, the test beside it, the types that both need, and an experiment that uses it. @param templates the folder of those @param experiment the text of that @throws Complaint */
export async function writeCell(cell: NewCell, folder: string, templates: string, experiment?: string): Promise<WrittenCell> {
  const files = newCellFiles(cell);
  const [file, test, types] = [files.cell, files.test, files.types].map(name => join(folder, name)) as [string, string, string];
  checkName(cell.name, file);
  await mkdir(join(folder, 'cells'), { recursive: true });
  await writeFile(file, newCellText(await readFile(join(templates, `${cell.from}.ts`), 'utf8'), cell));
  if (!existsSync(test)) await writeFile(test, newCellTestText(await readFile(join(templates, `${cell.from}.test.ts`), 'utf8'), cell));
  if (!existsSync(types) || isOurs(await readFile(types, 'utf8'))) await writeFile(types, await readFile(join(templates, typesFile)));
  return { cell: file, ...await writeExperiment(join(folder, cell.name), { cell: `./${files.cell}` }, experiment ?? newCellExperiment(cell.name, files.cell)) };
}

/** Writes a cell that somebody wrote under another name beside it, and its test. @param file of it, from the experiment @param experiment the text of one that uses a cell @throws Complaint */
export async function copyCell(file: string, name: string, folder: string, experiment: (file: string) => string): Promise<WrittenCell> {
  const copy = copyOf(file, name);
  const [from, to, test, toTest] = [copy.from, copy.to, copy.test, copy.toTest].map(path => join(folder, path)) as [string, string, string, string];
  checkName(name, to);
  const text = await readFile(from, 'utf8').catch(() => { throw notValid(`There is no file ${from}.`); });
  await writeFile(to, text);
  if (existsSync(test) && !existsSync(toTest)) await writeFile(toTest, testOfCopy(await readFile(test, 'utf8'), copy));
  return { cell: to, ...await writeExperiment(join(folder, name), { cell: copy.to }, experiment(copy.to)) };
}

function checkName(name: string, file: string): void {
  const problem = problemOfCellName(name);
  if (problem !== undefined) throw notValid(problem);
  if (existsSync(file)) throw notValid(`${file} is already there: take another name.`);
}
