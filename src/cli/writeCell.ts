import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newCellExperiment, newCellFiles, newCellText, problemOfCellName } from '../core/spec/newCell.ts';
import type { NewCell } from '../core/spec/newCell.ts';
import { isOurs, typesFile } from '../core/spec/typesFile.ts';
import { notValid } from './complaint.ts';

/** Writes a cell, the test beside it, the types that both need, and, where none of its name is there, an experiment that uses it. @param templates the folder of those @throws Complaint */
export async function writeCell(cell: NewCell, folder: string, templates: string): Promise<{ cell: string; experiment: string }> {
  const problem = problemOfCellName(cell.name);
  if (problem !== undefined) throw notValid(problem);
  const files = newCellFiles(cell);
  const [file, test, types, experiment] = [files.cell, files.test, files.types, files.experiment].map(name => join(folder, name)) as [string, string, string, string];
  if (existsSync(file)) throw notValid(`${file} is already there: take another name.`);
  await mkdir(join(folder, 'cells'), { recursive: true });
  await writeFile(file, newCellText(await readFile(join(templates, `${cell.from}.ts`), 'utf8'), cell));
  if (!existsSync(test)) await writeFile(test, newCellText(await readFile(join(templates, `${cell.from}.test.ts`), 'utf8'), cell));
  if (!existsSync(types) || isOurs(await readFile(types, 'utf8'))) await writeFile(types, await readFile(join(templates, typesFile)));
  if (!existsSync(experiment)) await writeFile(experiment, newCellExperiment(cell.name, files.cell));
  return { cell: file, experiment };
}
