import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import { openData } from '../core/data/open.ts';
import type { ReadFile } from '../core/data/open.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkMemory } from '../core/spec/memory.ts';
import type { Engine } from '../core/train/engine.ts';
import { createTrainer } from '../core/train/start.ts';
import type { Trainer } from '../core/train/trainer.ts';
import { breather } from './breather.ts';

export interface TrainerParts {
  readonly experiment: ResolvedExperiment;
  readonly engine: Engine;
  /** Reads a file by its path relative to the experiment. */
  readonly readFile: ReadFile;
  readonly checkpoint?: Checkpoint | undefined;
}

/** Reads the data, makes sure that the run fits into memory, and builds its trainer. @throws Error, a sentence */
export async function prepareTrainer({ experiment, engine, readFile, checkpoint }: TrainerParts): Promise<Trainer> {
  const data = await openData(experiment, readFile);
  const tooLarge = checkMemory(experiment, data).find(({ severity }) => severity === 'error');
  if (tooLarge) throw tooLarge;
  return createTrainer({ experiment, engine, data, ...(checkpoint && { checkpoint }), now: () => performance.now(), breathe: breather() });
}
