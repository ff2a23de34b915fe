import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { cellChanges, ownChanges } from '../core/spec/ownChanges.ts';
import { unreadOptions } from '../core/spec/unreadOptions.ts';
import type { Note } from '../core/train/records.ts';
import type { Start } from '../core/train/startFrom.ts';

/** What is to be said where cells of a person's were changed since a checkpoint was saved. @throws Error, a sentence, where its parameters do not fit them any more */
export function notesOfChangedCode({ experiment: before, step }: Checkpoint, now: ResolvedExperiment): Note[] {
  return ownChanges(before, now).map(({ file, before: hash, misfit }) => {
    const kept = `As it was, it is kept in the run's folder, in code/${hash}`;
    if (misfit !== undefined) throw new Error(`${file} was changed since step ${step} was saved: ${misfit}. A run cannot go on with other shapes or classes: start a new one. ${kept}.`);
    return { level: 'warning', message: `${file} was changed since step ${step} was saved: from here on the run computes what it says now. ${kept}.` };
  });
}

/** A checkpoint that a run begins with, and all that it says. */
export interface WholeStart extends Start {
  readonly checkpoint: Checkpoint;
}

/** Likewise where a run begins with the parameters of a checkpoint. Whether they fit is seen as they are taken. */
export function notesOfOtherCode({ file, checkpoint: { experiment: before, step } }: WholeStart, now: ResolvedExperiment): Note[] {
  return cellChanges(before, now).map(({ file: cell }) => ({ level: 'warning', message: `${cell} was changed since step ${step} was saved in ${file}: what its parameters learnt there, they learnt by what it said then.` }));
}

/** What is to be said of options that nobody reads. */
export const notesOfOptions = (experiment: ResolvedExperiment): Note[] => unreadOptions(experiment).map(({ message }) => ({ level: 'warning', message }));
