import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Batch } from '../data/batch.ts';
import type { DataSource } from '../data/source.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { NotFinite, type CompiledModel, type Knob } from './engine.ts';
import { turnKnob } from './knobs.ts';
import type { LogRecord, Note, ProbeRecord, SampleRecord, StepRecord, TrainRecord, ValidationRecord } from './records.ts';
import { scheduleFactor } from './schedules.ts';

/** What a training is made of and what it may ask of its surroundings. */
export interface TrainingParts {
  readonly experiment: ResolvedExperiment;
  /** Owned from here on. */
  readonly model: CompiledModel;
  readonly data: DataSource;
  /** What a person should know before the first step. */
  readonly notes: readonly Note[];
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Settles after everybody else has had a turn: a macrotask. */
  readonly breathe: () => Promise<void>;
}

/** What a piece of work brought; `halted` where a number that is not finite ended it, which its last record says. */
export interface Outcome {
  readonly records: readonly TrainRecord[];
  readonly halted: boolean;
}

/** A model, its data and its place in the run. Does one piece of work at a time; when is the trainer's affair. */
export class Training {
  step = 0;
  time = 0;
  experiment: ResolvedExperiment;
  #loss = NaN;
  #validationLoss: number | undefined;
  readonly #random: RandomStream;
  readonly #validates: boolean;

  constructor(private readonly parts: TrainingParts) {
    this.experiment = parts.experiment;
    this.#random = split(parts.experiment.seed, 'sampling');
    this.#validates = !parts.data.validation()[Symbol.iterator]().next().done;
  }

  get steps(): number {
    return this.experiment.training.steps;
  }

  notes(): LogRecord[] {
    return this.parts.notes.map(note => ({ kind: 'log', step: this.step, ...note }));
  }

  /** One update and whatever is due after it. */
  advance(): Promise<Outcome> {
    return this.#collect(this.#wholeStep());
  }

  sample(): Promise<Outcome> {
    return this.#collect(this.#sampleOnce());
  }

  set(knob: Knob, value: number): void {
    this.experiment = turnKnob(this.experiment, knob, value);
  }

  async checkpoint(): Promise<Checkpoint> {
    const { model, data } = this.parts;
    return {
      step: this.step, time: this.time, loss: this.#loss,
      ...(this.#validationLoss === undefined ? {} : { validationLoss: this.#validationLoss }),
      experiment: this.experiment,
      tensors: await model.snapshot(),
      generators: { sampling: this.#random.save() },
      cursor: data.cursor(),
      vocabulary: data.memory,
    };
  }

  /** Goes on from a checkpoint with the same bits. @throws Error where it is of another model or other data */
  restore({ step, time, loss, validationLoss, tensors, generators, cursor, vocabulary }: Checkpoint): void {
    const { model, data } = this.parts;
    if (JSON.stringify(vocabulary) !== JSON.stringify(data.memory)) {
      throw new Error('The data has changed since this checkpoint was saved, so the run cannot go on from it. Start a new run.');
    }
    model.restore(tensors);
    data.seek(cursor);
    if (generators['sampling'] !== undefined) this.#random.restore(generators['sampling']);
    this.step = step;
    this.time = time;
    this.#loss = loss;
    this.#validationLoss = validationLoss;
  }

  dispose(): void {
    this.parts.model.dispose();
  }

  async #collect(work: AsyncGenerator<TrainRecord>): Promise<Outcome> {
    const records: TrainRecord[] = [];
    try {
      for await (const record of work) records.push(record);
      return { records, halted: false };
    } catch (error) {
      if (!(error instanceof NotFinite)) throw error;
      return { records: [...records, this.#halt(error)], halted: true };
    }
  }

  async *#wholeStep(): AsyncGenerator<TrainRecord> {
    yield await this.#update();
    const { training: { validateEvery, probeEvery }, samples } = this.experiment;
    const due = (every: number) => this.step % every === 0;
    const last = this.step === this.steps;
    if (this.#validates && (due(validateEvery) || last)) yield await this.#validate();
    if (due(probeEvery) || this.step === 1) yield await this.#probe();
    if (due(samples.every) || last) yield* this.#sampleOnce();
  }

  async #update(): Promise<StepRecord> {
    const { model, data } = this.parts;
    const learningRate = this.#turnModel();
    const batch = data.next();
    const before = this.time;
    const report = await this.#timed(() => model.run(batch));
    this.step += 1;
    this.#loss = report.loss;
    const tokensPerSecond = batch.batchSize * batch.tau / (this.time - before);
    return { kind: 'step', step: this.step, time: this.time, ...report, learningRate, tokensPerSecond };
  }

  /** Sets the model's knobs for the next update. */
  #turnModel(): number {
    const { optimiser, schedule, clip } = this.experiment.training;
    const learningRate = optimiser.learningRate * scheduleFactor(schedule, this.step + 1, this.steps);
    this.parts.model.set('learningRate', learningRate);
    if (clip.kind !== 'none') this.parts.model.set('clipThreshold', clip.threshold);
    return learningRate;
  }

  async #validate(): Promise<ValidationRecord> {
    const { model, data } = this.parts;
    const loss = await this.#timed(() => model.evaluate(this.#breathing(data.validation())));
    if (!Number.isFinite(loss)) throw new NotFinite('the validation loss', loss);
    this.#validationLoss = loss;
    return { kind: 'validation', step: this.step, time: this.time, loss };
  }

  async #probe(): Promise<ProbeRecord> {
    const { model, data } = this.parts;
    const batch = data.probe();
    const values = await this.#timed(() => model.probe(batch));
    return { kind: 'probe', step: this.step, tau: batch.tau, ...data.describe(batch), values };
  }

  async *#sampleOnce(): AsyncGenerator<SampleRecord> {
    const { model, data, breathe } = this.parts;
    const sampling = { options: this.experiment.samples, random: this.#random, step: this.step, breathe };
    yield await this.#timed(() => data.sample(model, sampling));
  }

  async *#breathing(batches: Iterable<Batch>): AsyncGenerator<Batch> {
    for (const batch of batches) {
      await this.parts.breathe();
      yield batch;
    }
  }

  /** Adds what the work takes to the time of training. */
  async #timed<T>(work: () => Promise<T>): Promise<T> {
    const begin = this.parts.now();
    const result = await work();
    this.time += (this.parts.now() - begin) / 1000;
    return result;
  }

  #halt(error: NotFinite): LogRecord {
    const advice = 'Lower the learning rate or clip the gradient, then go on from there.';
    const message = `${error.message}. Training halted after step ${this.step}, whose parameters are kept. ${advice}`;
    return { kind: 'log', step: this.step, level: 'error', message };
  }
}
