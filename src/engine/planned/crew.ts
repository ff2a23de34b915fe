import { control } from './control.ts';
import { awaitChange } from './helper.ts';
import type { Job } from './jobs.ts';
import { Member } from './member.ts';
import type { MemberSetup } from './member.ts';
import { writeOrder } from './wire.ts';
import type { Order } from './wire.ts';

/** A thread of the platform on which `help` runs. */
export interface HelperThread {
  /** Ends it, whatever it is doing. */
  end(): void;
}

/** Starts a thread that calls `help(setup)`. @param onEnd hears that it ended by itself, and why */
export type StartHelper = (setup: MemberSetup, onEnd: (reason: string) => void) => HelperThread;

/** A helper does as much as this thread does; what takes it so much longer has gone wrong. */
const patienceSeconds = 60;
const patienceFactor = 20;

/** The threads of a model: this one, and its helpers. */
export class Crew {
  readonly #member: Member;
  readonly #helpers: readonly HelperThread[];
  readonly #words: Int32Array;
  #lost: string | undefined;

  constructor(private readonly setup: Omit<MemberSetup, 'thread'>, start: StartHelper) {
    this.#member = new Member({ ...setup, thread: 0 });
    this.#words = new Int32Array(setup.memory.buffer, 0, 16);
    const threads = Array.from({ length: setup.spec.threads - 1 }, (_, i) => i + 1);
    this.#helpers = threads.map((thread) => start({ ...setup, thread }, (reason) => { this.#lost ??= reason; }));
  }

  get member(): Member {
    return this.#member;
  }

  /** All threads do their share. @throws Error where one is lost */
  run(job: Job): void {
    if (this.#lost !== undefined) throw new Error(`A compute thread ended: ${this.#lost}`);
    if (this.#helpers.length === 0 || isForOne(job)) return this.#member.work(job);
    const since = performance.now();
    this.#give(job);
    this.#member.work(job);
    this.#join(patienceSeconds * 1000 + patienceFactor * (performance.now() - since));
  }

  dispose(): void {
    if (this.#helpers.length > 0) this.#give({ kind: 'leave' });
    for (const helper of this.#helpers) helper.end();
  }

  #give(order: Order): void {
    writeOrder(this.setup.memory, order);
    Atomics.store(this.#words, control.busy, this.#helpers.length);
    Atomics.add(this.#words, control.jobs, 1);
    Atomics.notify(this.#words, control.jobs);
  }

  #join(patience: number): void {
    for (let busy = this.#helpers.length; busy > 0;) {
      const now = awaitChange(this.#words, control.busy, busy, patience);
      if (now === busy) throw new Error('A compute thread does not answer.');
      busy = now;
    }
    const failed = Atomics.exchange(this.#words, control.failed, 0);
    if (failed > 0) throw new Error(`Compute thread ${failed - 1} failed.`);
  }
}

/** A single sequence is the first thread's. */
const isForOne = (job: Job): boolean => job.kind === 'pass' && job.shape.B === 1;
