import type { ProbeRecord, RewindRecord, TrainRecord } from '../../../src/core/train/records.ts';
import { inStepOrder } from '../../../src/protocol/checkpointNames.ts';
import type { RunJournal, RunProgress } from '../../../src/worker/journal.ts';

/** A journal in memory. */
export class ListJournal implements RunJournal {
  readonly records: TrainRecord[] = [];
  readonly saved = new Map<string, Uint8Array>();
  readonly progresses: RunProgress[] = [];
  begun: number | undefined;
  /** What saving a checkpoint throws, while it is set. */
  problem: Error | undefined;
  #watchers: (() => void)[] = [];

  append(record: Exclude<TrainRecord, ProbeRecord | RewindRecord>): void {
    this.#add(record);
  }

  probe(record: ProbeRecord): void {
    this.#add(record);
  }

  progress(progress: RunProgress): void {
    this.progresses.push(progress);
    this.#changed();
  }

  async begin(step: number): Promise<void> {
    this.begun = step;
  }

  async saveCheckpoint(name: string, bytes: Uint8Array): Promise<void> {
    if (this.problem) throw this.problem;
    this.saved.set(name, bytes);
  }

  async removeCheckpoint(name: string): Promise<void> {
    this.saved.delete(name);
  }

  async checkpoints(): Promise<readonly string[]> {
    return inStepOrder([...this.saved.keys()]);
  }

  get last(): RunProgress | undefined {
    return this.progresses.at(-1);
  }

  /** Settles when what was written makes `test` true. */
  until(test: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const look = (): void => {
        if (!test()) return;
        this.#watchers = this.#watchers.filter(watcher => watcher !== look);
        resolve();
      };
      this.#watchers.push(look);
      look();
    });
  }

  #add(record: TrainRecord): void {
    this.records.push(record);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
