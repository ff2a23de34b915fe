import type { Kernels } from '../kernels/kernels.ts';
import { instantiate } from '../kernels/load.ts';
import { controlWords } from '../threads/control.ts';
import type { Trade, TradeSetup } from '../threads/trade.ts';
import { addGram, readJob, writeJob } from './jobs.ts';
import type { GramJob } from './jobs.ts';

export interface ReservoirSetup extends TradeSetup<'reservoir'> {
  readonly threads: number;
}

/** One thread of those that compute a reservoir: all it needs to know is in its jobs. The first drives, the others add up. */
export class ReservoirMember implements Trade<GramJob, ReservoirSetup> {
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

  membersOf(job: GramJob): number {
    return job.members;
  }

  work(job: GramJob): void {
    addGram(this.kernels, job, this.setup.thread - 1, this.#words);
  }
}
