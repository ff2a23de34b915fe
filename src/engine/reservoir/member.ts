import type { Kernels } from '../kernels/kernels.ts';
import { instantiate } from '../kernels/load.ts';
import { controlWords } from '../threads/control.ts';
import type { Trade, TradeSetup } from '../threads/trade.ts';
import { work } from './jobs.ts';
import type { ReservoirJob } from './jobs.ts';
import { readJob, writeJob } from './wire.ts';

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

  membersOf(job: ReservoirJob): number {
    return job.kind === 'gram' ? job.members : job.shares.length;
  }

  work(job: ReservoirJob): void {
    const { thread, memory } = this.setup;
    if (thread < this.membersOf(job)) work(this.kernels, job, thread, memory, this.#words);
  }
}
