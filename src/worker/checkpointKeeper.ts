import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import { encodeCheckpoint } from '../core/checkpoint/checkpointFile.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkpointName } from '../protocol/checkpointNames.ts';
import type { RunJournal } from './journal.ts';

/** Saves a run's checkpoints and keeps the newest few. */
export class CheckpointKeeper {
  #due: Checkpoint | undefined;

  constructor(private readonly journal: RunJournal, private readonly options: ResolvedExperiment['checkpoints']) {}

  isDueAt(step: number): boolean {
    return step % this.options.every === 0;
  }

  /** To be saved once every other record of its step is written, so that a resume from it misses none of them. */
  plan(checkpoint: Checkpoint): void {
    this.#due = checkpoint;
  }

  /** Saves the planned checkpoint, if it is of a step before this one. @throws JournalProblem; the plan stays */
  async savePlanned(before = Infinity): Promise<void> {
    if (this.#due === undefined || this.#due.step >= before) return;
    await this.save(this.#due);
  }

  /** @returns the checkpoint's file name @throws JournalProblem */
  async save(checkpoint: Checkpoint): Promise<string> {
    const name = checkpointName(checkpoint.step);
    await this.journal.saveCheckpoint(name, encodeCheckpoint(checkpoint));
    this.#due = undefined;
    const superfluous = (await this.journal.checkpoints()).slice(0, -this.options.keep);
    for (const old of superfluous) await this.journal.removeCheckpoint(old);
    return name;
  }
}
