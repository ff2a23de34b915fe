import { join } from 'node:path';
import { cellTemplates } from '../core/spec/newCell.ts';
import type { CellTemplate } from '../core/spec/newCell.ts';
import { taskTemplates } from '../core/spec/newTask.ts';
import type { TaskTemplate } from '../core/spec/newTask.ts';
import { listed } from '../core/spec/wording.ts';
import { readArguments } from './arguments.ts';
import { exitCodes, notValid } from './complaint.ts';
import { writeCell } from './writeCell.ts';
import { writeTask } from './writeTask.ts';

const options = { from: { type: 'string' }, js: { type: 'boolean', default: false }, dir: { type: 'string', default: '.' } } as const;

/** `unfold new cell NAME`, `unfold new task NAME` @throws Complaint */
export async function newThing(args: string[]): Promise<number> {
  const { file: what, second: name, values: { from, js, dir } } = readArguments(args, options, 2);
  const templates = join(__dirname, 'templates');
  if (what === 'cell' && name !== undefined) {
    const written = await writeCell({ name, from: template(cellTemplates, from ?? 'tanh') as CellTemplate, js }, dir, templates);
    return say('cell', written.cell, written.experiment);
  }
  if (what === 'task' && name !== undefined) {
    const written = await writeTask({ name, from: template(taskTemplates, from ?? 'echo') as TaskTemplate, js }, dir, join(templates, 'tasks'), join(templates, 'unfold.d.ts'));
    return say('task', written.task, written.experiment);
  }
  throw notValid('What shall be new? unfold new cell NAME, or unfold new task NAME');
}

function template(templates: object, from: string): string {
  if (!Object.hasOwn(templates, from)) throw notValid(`--from takes ${listed(Object.keys(templates), 'or')}, not "${from}".`);
  return from;
}

function say(what: string, file: string, experiment: string): number {
  console.log(`${file} is your ${what}; ${experiment} trains ${what === 'cell' ? 'it' : 'on it'}: unfold train ${experiment}`);
  return exitCodes.done;
}
