import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { DataSource } from '../data/source.ts';

/** Parameters say nothing of data that is read otherwise than they were trained on: by another alphabet, another mean. @throws Error, a sentence, where it is */
export function checkSameData({ vocabulary }: Pick<Checkpoint, 'vocabulary'>, { memory }: Pick<DataSource, 'memory'>): void {
  if (JSON.stringify(vocabulary) === JSON.stringify(memory)) return;
  throw new Error('The data has changed since this checkpoint was saved, so the run cannot go on from it. Start a new run.');
}
