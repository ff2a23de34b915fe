import type { Kernels } from '../kernels/kernels.ts';
import { instantiate } from '../kernels/load.ts';
import { controlWords } from '../threads/control.ts';
import type { Trade, TradeSetup } from '../threads/trade.ts';
import { addGramTogether, readJob, writeJob } from './jobs.ts';
import type { GramJob } from './jobs.ts';

export interface ReservoirSetup extends TradeSetup<'reservoir'> {
  readonly threads: number;
}

/** One thread of those that compute a reservoir: all it needs to know is in its jobs. The first drives; the others add up, and it helps them when it can. */
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

  membersOf(): number {
    return this.threads;
  }

  work(job: GramJob): void {
    addGramTogether(this.kernels, job, this.setup.thread, this.threads, this.#words);
  }
}
