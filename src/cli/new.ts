import { notValid } from './complaint.ts';
import { newCell } from './newCell.ts';
import { newExperiment } from './newExperiment.ts';
import { newTask } from './newTask.ts';

/** `unfold new cell NAME`, `unfold new task NAME`, `unfold new experiment FILE` @throws Complaint */
export async function newThing([what, ...args]: string[]): Promise<number> {
  switch (what) {
    case 'cell': return newCell(args);
    case 'task': return newTask(args);
    case 'experiment': return newExperiment(args);
    default: throw notValid('What shall be new? unfold new cell NAME, unfold new task NAME, or unfold new experiment FILE');
  }
}
