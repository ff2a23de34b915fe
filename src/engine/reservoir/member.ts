import type { Kernels } from '../kernels/kernels.ts';
import { instantiate } from '../kernels/load.ts';
import { controlWords } from '../threads/control.ts';
import type { Trade, TradeSetup } from '../threads/trade.ts';
import { addGramTogether, driveTogether, factorTogether, readJob, writeJob } from './jobs.ts';
import type { ReservoirJob } from './jobs.ts';

export interface ReservoirSetup extends TradeSetup<'reservoir'> {
  readonly threads: number;
}

/** One thread of those that compute a reservoir: all it needs to know is in its jobs. */
export class ReservoirMember implements Trade<ReservoirJob, ReservoirSetup> {
  readonly kernels: Kernels;
  readonly write = writeJob;
  readonly read = readJob;
  readonly #words: Int32Array;

  constructor(readonly setup: ReservoirSetup) {
    this.kernels = instantiate(setup.module, setup.memory);
    this.#words = controlWords(setup.memory);
  }

  get threads(): number {
    return this.setup.threads;
  }

  membersOf(): number {
    return this.threads;
  }

  work(job: ReservoirJob): void {
    switch (job.kind) {
      case 'gram': return addGramTogether(this.kernels, job, this.#words);
      case 'drive': return driveTogether(this.kernels, job, this.setup.thread, this.threads, this.#words);
      case 'factor': return factorTogether(this.kernels, job, this.#words);
    }
  }
}
