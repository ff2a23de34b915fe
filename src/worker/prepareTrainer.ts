import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import { openData } from '../core/data/open.ts';
import type { ReadFile } from '../core/data/open.ts';
import type { DataSource } from '../core/data/source.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkMemory } from '../core/spec/memory.ts';
import { createTrainer } from '../core/train/start.ts';
import type { Trainer } from '../core/train/trainer.ts';
import { lookBackOf } from '../engine/lookBack.ts';
import { traceOwnCells } from '../engine/traceOwnCells.ts';
import { breather } from './breather.ts';
import { withNotes } from './chooseEngine.ts';
import type { Choice } from './chooseEngine.ts';
import { notesOfChangedCode, notesOfOptions, notesOfOtherCode } from './ownNotes.ts';
import type { WholeStart } from './ownNotes.ts';

export interface TrainerParts {
  /** Cells that people wrote have their code. */
  readonly experiment: ResolvedExperiment;
  /** @param experiment with what is known of those cells by now */
  readonly choose: (data: DataSource, experiment: ResolvedExperiment) => Promise<Choice>;
  /** Reads a file by its path relative to the experiment. */
  readonly readFile: ReadFile;
  readonly checkpoint?: Checkpoint | undefined;
  readonly begin?: WholeStart | undefined;
}

/** Reads the data, makes sure that the run fits into memory, chooses an engine, and builds the trainer. @throws Error, a sentence */
export async function prepareTrainer({ experiment: given, choose, readFile, checkpoint, begin }: TrainerParts): Promise<Trainer> {
  const data = await openData(given, readFile);
  const experiment = await traceOwnCells(given, data);
  const tooLarge = checkMemory(experiment, data).find(({ severity }) => severity === 'error');
  if (tooLarge) throw tooLarge;
  const notes = [...notesOfOptions(experiment), ...checkpoint ? notesOfChangedCode(checkpoint, experiment) : begin ? notesOfOtherCode(begin, experiment) : []];
  const { engine, spare } = await choose(data, experiment);
  const choice: Choice = { engine: notes.length > 0 ? withNotes(engine, notes) : engine, spare };
  const lookBack = experiment.training.jacobians ? lookBackOf(experiment, data) : undefined;
  return createTrainer({ experiment, ...choice, data, lookBack, checkpoint, begin, now: () => performance.now(), breathe: breather() });
}
