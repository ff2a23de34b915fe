import { join } from 'node:path';
import { cellTemplates } from '../core/spec/newCell.ts';
import type { CellTemplate } from '../core/spec/newCell.ts';
import { listed } from '../core/spec/wording.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { newTask } from './newTask.ts';
import { writeCell } from './writeCell.ts';

const options = { from: { type: 'string', default: 'tanh' }, js: { type: 'boolean', default: false }, dir: { type: 'string', default: '.' } } as const;

/** `unfold new cell NAME`, `unfold new task NAME` @throws Complaint */
export async function newThing(args: string[]): Promise<number> {
  if (args[0] === 'task') return newTask(args.slice(1));
  const { file: what, second: name, values: { from, js, dir } } = readArguments(args, options, 2);
  if (what !== 'cell' || name === undefined) throw notValid('What shall be new? unfold new cell NAME, or unfold new task NAME');
  if (!Object.hasOwn(cellTemplates, from)) throw notValid(`--from takes ${listed(Object.keys(cellTemplates), 'or')}, not "${from}".`);
  const written = await writeCell({ name, from: from as CellTemplate, js }, dir, join(__dirname, 'templates'));
  console.log(`${written.cell} is your cell; ${written.experiment} trains it: unfold train ${written.experiment}`);
  return exitCodes.done;
}
