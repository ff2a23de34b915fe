import type { Checkpoint, DataMemory } from '../checkpoint/checkpoint.ts';
import type { DataSource } from '../data/source.ts';

/** Parameters say nothing of data that is read otherwise than they were trained on: by another alphabet, another mean. @throws Error, a sentence, where it is */
export function checkSameData({ vocabulary }: Pick<Checkpoint, 'vocabulary'>, { memory }: Pick<DataSource, 'memory'>): void {
  if (saysNothing(vocabulary, memory) || JSON.stringify(vocabulary) === JSON.stringify(memory)) return;
  throw new Error('The data has changed since this checkpoint was saved, so the run cannot go on from it. Start a new run.');
}

/** Whether it was saved before trees remembered their symbols: whether they are others is not known. */
export const saysNothing = (theirs: DataMemory, memory: DataMemory): boolean => 'symbols' in memory && Object.keys(theirs).length === 0;
