import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { DataSource } from '../data/source.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { compileModel } from './compileModel.ts';
import { EngineLost, type Engine } from './engine.ts';
import type { Shelter } from './refuge.ts';
import type { Start } from './startFrom.ts';
import { Trainer } from './trainer.ts';
import { Training } from './training.ts';
import type { LookBack } from './training.ts';

export interface TrainerOptions {
  /** On a resume the checkpoint's own, perhaps with more steps. */
  readonly experiment: ResolvedExperiment;
  readonly engine: Engine;
  /** Where the run goes on when `engine` is lost; absent where it cannot be. */
  readonly spare?: (() => Promise<Engine>) | undefined;
  readonly data: DataSource;
  /** Measures Jacobians, where the experiment asks for them. */
  readonly lookBack?: LookBack | undefined;
  /** Where to go on: parameters, optimiser, carried state, random streams and place in the data. */
  readonly checkpoint?: Checkpoint | undefined;
  /** What it begins with where it does not go on. */
  readonly begin?: Start | undefined;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Settles after everybody else has had a turn: a macrotask. Awaited at least once a step. */
  readonly breathe: () => Promise<void>;
}

/**
 * Wires an experiment's data, model and engine into a trainer.
 *
 * @throws Error with a sentence where the checkpoint is of another model or other data, or what it begins with does not fit
 */
export async function createTrainer({ experiment, engine, spare, data, lookBack, checkpoint, begin, now, breathe }: TrainerOptions): Promise<Trainer> {
  const shelter = spare && (async () => compileOn(await spare()));
  const { model, notes } = await compileOn(engine).catch((error: unknown) => shelterFrom(error, shelter));
  const training = new Training({ experiment, model, data, lookBack, shelter, notes: [...notes, ...data.notes], now, breathe });
  try {
    if (checkpoint) await training.restore(checkpoint);
    else if (begin) await training.begin(begin);
    return new Trainer(training, breathe);
  } catch (error) {
    training.dispose();
    throw error;
  }

  async function compileOn(engine: Engine): Promise<Shelter> {
    return { model: await compileModel(experiment, data, engine), notes: engine.notes };
  }
}

/** An engine that is lost before the first step takes nothing with it. */
async function shelterFrom(error: unknown, makeShelter: (() => Promise<Shelter>) | undefined): Promise<Shelter> {
  if (!(error instanceof EngineLost) || makeShelter === undefined) throw error;
  const { model, notes } = await makeShelter();
  return { model, notes: [{ level: 'warning', message: `${error.message} The run computes on the CPU.` }, ...notes] };
}
