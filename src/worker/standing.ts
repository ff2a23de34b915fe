import type { TrainRecord } from '../core/train/records.ts';
import type { Trainer } from '../core/train/trainer.ts';
import type { NewCode } from '../protocol/run.ts';
import type { RunJournal, RunProgress } from './journal.ts';

/** How a run stands, and why; the journal hears of each change. */
export class Standing {
  #progress: RunProgress;
  /** Why it paused, or ends by itself. */
  reason: string | undefined;
  /** What a person should know while it runs. */
  remark: string | undefined;
  /** What it could go on with, while it is paused. */
  newCode: NewCode | undefined;

  constructor(private readonly journal: RunJournal, from: number, steps: number) {
    this.#progress = { state: 'queued', step: from, steps, time: 0 };
  }

  get progress(): RunProgress {
    return this.#progress;
  }

  /** As the trainer stands after a record; a run that has failed stays so. */
  follow(trainer: Trainer, record?: TrainRecord): void {
    if (this.#progress.state === 'failed') return;
    const { reason: _, newCode: __, ...before } = this.#progress;
    if (trainer.state !== 'paused') this.newCode = undefined;
    const reason = this.reason ?? (trainer.state === 'running' ? this.remark : undefined);
    this.#update({
      ...before, state: trainer.state, step: trainer.step, time: trainer.time,
      ...(record?.kind === 'step' && { loss: record.loss }),
      ...(record?.kind === 'validation' && { validationLoss: record.loss }),
      ...(reason !== undefined && { reason }), ...(this.newCode && { newCode: this.newCode }),
    });
  }

  fail(reason: string): void {
    this.reason = reason;
    const { newCode: _, ...before } = this.#progress;
    this.#update({ ...before, state: 'failed', reason });
  }

  #update(progress: RunProgress): void {
    this.#progress = progress;
    this.journal.progress(progress);
  }
}
