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

  /** Saves the planned checkpoint, if it is of a step before this one. @throws JournalProblem, and the plan stays; else as `save` does */
  async savePlanned(before = Infinity): Promise<void> {
    if (this.#due !== undefined && this.#due.step < before) await this.save(this.#due);
  }

  /**
   * @returns the checkpoint's file name
   * @throws JournalProblem; Error, a sentence, where a parameter is not finite: then the last good checkpoint is kept
   */
  async save(checkpoint: Checkpoint): Promise<string> {
    if (this.#due === checkpoint) this.#due = undefined;
    checkFinite(checkpoint);
    const name = checkpointName(checkpoint.step);
    await this.journal.saveCheckpoint(name, encodeCheckpoint(checkpoint)).catch(problem => {
      this.#due ??= checkpoint;
      throw problem;
    });
    const superfluous = (await this.journal.checkpoints()).slice(0, -this.options.keep);
    for (const old of superfluous) await this.journal.removeCheckpoint(old);
    return name;
  }
}

/** Parameters have plain names; what the optimiser and the data carry is beneath a folder's. */
function checkFinite({ step, tensors }: Checkpoint): void {
  const bad = Object.entries(tensors).find(([name, { data }]) => !name.includes('/') && !data.every(Number.isFinite));
  if (bad) throw new Error(`${bad[0]} is not finite after step ${step}: it is not saved, the last good checkpoint is kept.`);
}
