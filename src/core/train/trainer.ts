import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import type { Knob } from './engine.ts';
import type { TrainRecord } from './records.ts';
import { Signal } from './signal.ts';
import type { Outcome, Training } from './training.ts';

export type TrainerState = 'running' | 'paused' | 'done' | 'stopped' | 'failed';

type Wish = 'run' | 'step' | 'pause' | 'stop';

/**
 * Training as a stream of records, and the handle that steers it. It draws nothing, posts nothing, writes nothing.
 *
 * Nothing happens until somebody iterates, once: `for await (const record of trainer)`. The trainer waits for its
 * consumer. A step is whole when its first record comes out: update, validation, probe and sample are all made, so
 * that a snapshot taken while handling any record of step N resumes exactly after step N. A consumer that keeps a
 * checkpoint every k steps asks for it there: `if (record.kind === 'step' && record.step % k === 0) await trainer.snapshot()`.
 *
 * The iteration ends when the run is `done` or `stopped`, and throws when it `failed`. While `paused` it waits. A number
 * that is not finite pauses the run: `state` is already `paused` when the `error` log comes out that says why.
 *
 * `pause`, `stepOnce`, `resume` and `stop` settle once the trainer is there, or is wished elsewhere since, which takes a
 * consumer that goes on iterating: await them beside the loop, never within it. `snapshot` may be awaited anywhere.
 */
export class Trainer implements AsyncIterable<TrainRecord> {
  #state: TrainerState = 'running';
  #wish: Wish = 'run';
  /** How often something else was wished: tells whether a wish is still the last one. */
  #wishes = 0;
  #sampleWanted = false;
  readonly #changed = new Signal();
  /** Settles when the work in progress is over: one piece of work at a time. */
  #working: Promise<unknown> = Promise.resolve();

  /** @param breathe settles after everybody else has had a turn: a macrotask */
  constructor(private readonly training: Training, private readonly breathe: () => Promise<void>) {}

  get state(): TrainerState {
    return this.#state;
  }

  /** Updates made so far. */
  get step(): number {
    return this.training.step;
  }

  /** Seconds of training so far, pauses left out. */
  get time(): number {
    return this.training.time;
  }

  /** As it stands: what `set` changed is in it. */
  get experiment(): ResolvedExperiment {
    return this.training.experiment;
  }

  /** After the current step; everything is kept. */
  pause(): Promise<void> {
    return this.#want('pause', () => this.#state !== 'running');
  }

  /** One update, then paused again. */
  stepOnce(): Promise<void> {
    return this.#want('step', () => this.#ended || (this.#state === 'paused' && this.#wish !== 'step'));
  }

  resume(): Promise<void> {
    return this.#want('run', () => this.#state !== 'paused');
  }

  /** Ends the run after the current step; no later wish changes that. */
  stop(): Promise<void> {
    return this.#want('stop', () => this.#ended);
  }

  /**
   * From the next step on. `learningRate` is the rate that the schedule multiplies.
   * @throws Error with a sentence where the value is out of range or the run has no such knob
   */
  set(knob: Knob, value: number): void {
    this.training.set(knob, value);
  }

  /** A sample record comes next, also while paused. */
  sampleNow(): void {
    this.#sampleWanted = true;
    this.#changed.notify();
  }

  /** Waits for the step in progress. */
  snapshot(): Promise<Checkpoint> {
    return this.#exclusive(() => this.training.checkpoint());
  }

  /** Frees the model. Once the iteration has ended, or instead of it. */
  dispose(): void {
    if (!this.#ended) this.#enter('stopped');
    this.training.dispose();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrainRecord> {
    try {
      yield* this.training.notes();
      while (this.#wish !== 'stop' && this.#left > 0) yield* await this.#turn();
      this.#enter(this.#left > 0 ? 'stopped' : 'done');
    } catch (error) {
      this.#enter('failed');
      throw error;
    } finally {
      if (!this.#ended) this.#enter('stopped'); // the consumer has left the loop
    }
  }

  get #left(): number {
    return this.training.steps - this.training.step;
  }

  get #ended(): boolean {
    return this.#state !== 'running' && this.#state !== 'paused';
  }

  /** Does what is wished next. */
  async #turn(): Promise<readonly TrainRecord[]> {
    await this.breathe();
    if (this.#sampleWanted) {
      this.#sampleWanted = false;
      return this.#work(() => this.training.sample());
    }
    if (this.#wish === 'stop') return [];
    if (this.#wish === 'pause') return this.#standStill();
    this.#enter('running');
    const records = await this.#work(() => this.training.advance());
    if (this.#wish === 'step') this.#wish = 'pause';
    return records;
  }

  async #standStill(): Promise<[]> {
    await this.#exclusive(() => this.training.keep());
    this.#enter('paused');
    await this.#changed.until(() => this.#wish !== 'pause' || this.#sampleWanted);
    return [];
  }

  async #work(work: () => Promise<Outcome>): Promise<readonly TrainRecord[]> {
    const { records, halted } = await this.#exclusive(work);
    if (halted && this.#wish !== 'stop') {
      this.#wish = 'pause';
      this.#enter('paused');
    }
    return records;
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#working.then(work);
    this.#working = result.catch(() => undefined); // whoever asked for it hears of it
    return result;
  }

  #want(wish: Wish, isThere: () => boolean): Promise<void> {
    if (this.#wish !== 'stop') {
      this.#wish = wish;
      this.#wishes++;
    }
    const mine = this.#wishes;
    this.#changed.notify();
    return this.#changed.until(() => isThere() || this.#wishes !== mine);
  }

  #enter(state: TrainerState): void {
    this.#state = state;
    this.#changed.notify();
  }
}
