import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { DataSource } from '../data/source.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { compileModel } from './compileModel.ts';
import type { Engine } from './engine.ts';
import { Trainer } from './trainer.ts';
import { Training } from './training.ts';

export interface TrainerOptions {
  /** On a resume the checkpoint's own, perhaps with more steps. */
  readonly experiment: ResolvedExperiment;
  readonly engine: Engine;
  readonly data: DataSource;
  /** Where to go on: parameters, optimiser, carried state, random streams and place in the data. */
  readonly checkpoint?: Checkpoint;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Settles after everybody else has had a turn: a macrotask. Awaited at least once a step. */
  readonly breathe: () => Promise<void>;
}

/**
 * Wires an experiment's data, model and engine into a trainer.
 *
 * @throws Error with a sentence where the checkpoint is of another model or other data
 */
export async function createTrainer({ experiment, engine, data, checkpoint, now, breathe }: TrainerOptions): Promise<Trainer> {
  const model = await compileModel(experiment, data, engine);
  try {
    const training = new Training({ experiment, model, data, notes: [...engine.notes, ...data.notes], now, breathe });
    if (checkpoint) training.restore(checkpoint);
    return new Trainer(training, breathe);
  } catch (error) {
    model.dispose();
    throw error;
  }
}
