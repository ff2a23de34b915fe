import { NoAnswer, arrivalPatience, awaitChange, control, controlWords, jobNumbers, leave } from './control.ts';
import type { HelperSetup } from './helper.ts';
import type { Trade } from './trade.ts';

/** A thread of the platform on which `help` runs. */
export interface HelperThread {
  /** Settles once it runs; rejects where it does not start. */
  readonly started: Promise<void>;
  /** Ends it, whatever it is doing. */
  end(): void;
}

/** Starts a thread that calls `help(setup)`. @param onEnd hears that it ended by itself, and why */
export type StartHelper = (setup: HelperSetup, onEnd: (reason: string) => void) => HelperThread;

/** A helper does about as much as this thread does; what takes it so much longer has gone wrong. */
const patienceSeconds = 60;
const patienceFactor = 20;

/** Milliseconds where this thread has waited for another in vain: those that did so too will have given up by then, and one that did not answer is gone. */
const patienceOnceWaited = arrivalPatience + 1000;

/** The threads of a model or of a reservoir: this one, and its helpers. */
export class Crew<Job> {
  readonly #words: Int32Array;
  #helpers: readonly HelperThread[] = [];
  /** Why nothing can be computed any more, in a sentence. */
  #lost: string | undefined;

  /** @param own this thread's part in it */
  constructor(private readonly own: Trade<Job, HelperSetup>, private readonly startHelper: StartHelper) {
    this.#words = controlWords(own.setup.memory);
  }

  /** This one included. */
  get threads(): number {
    return this.own.threads;
  }

  /** Starts the helpers. @throws Error, a sentence, where one does not start */
  async start(): Promise<void> {
    const threads = Array.from({ length: this.own.threads - 1 }, (_, i) => i + 1);
    this.#helpers = threads.map((thread) => this.startHelper({ ...this.own.setup, thread }, (reason) => { this.#lost ??= `A compute thread ended: ${reason}`; }));
    try {
      await Promise.all(this.#helpers.map(({ started }) => started));
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** @throws Error, a sentence, where nothing can be computed any more */
  beThere(): void {
    if (this.#lost !== undefined) throw new Error(this.#lost);
  }

  /**
   * All members do their share, this thread after something else, which may throw: then the others finish theirs first.
   * @throws Error where one is lost
   */
  run(job: Job, before?: () => void): void {
    this.beThere();
    const since = performance.now();
    const alone = this.own.membersOf(job) === 1;
    if (!alone) this.#give(this.own.write(job));
    try {
      before?.();
    } finally {
      this.#finish(job, alone, since);
    }
  }

  #finish(job: Job, alone: boolean, since: number): void {
    let waitedFor = false;
    try {
      this.own.work(job);
    } catch (error) {
      waitedFor = error instanceof NoAnswer;
      throw error;
    } finally {
      if (!alone) this.#join(waitedFor ? patienceOnceWaited : patienceSeconds * 1000 + patienceFactor * (performance.now() - since));
    }
  }

  dispose(): void {
    this.#lost ??= 'The model was given up.';
    if (this.#helpers.length > 0) this.#give(leave);
    for (const helper of this.#helpers) helper.end();
  }

  #give(numbers: readonly number[]): void {
    jobNumbers(this.own.setup.memory).set(numbers);
    Atomics.store(this.#words, control.arrived, 0);
    Atomics.store(this.#words, control.turn, 0);
    Atomics.store(this.#words, control.busy, this.#helpers.length);
    Atomics.add(this.#words, control.jobs, 1);
    Atomics.notify(this.#words, control.jobs);
  }

  #join(patience: number): void {
    for (let busy = this.#helpers.length; busy > 0;) {
      const now = awaitChange(this.#words, control.busy, busy, patience);
      if (now === busy) this.#lose('A compute thread does not answer.');
      busy = now;
    }
    const failed = Atomics.exchange(this.#words, control.failed, 0);
    if (failed > 0) throw new Error(`Compute thread ${failed - 1} failed.`);
  }

  /** A thread that comes late would count itself off the next job. */
  #lose(reason: string): never {
    this.#lost = reason;
    for (const helper of this.#helpers) helper.end();
    throw new Error(reason);
  }
}
