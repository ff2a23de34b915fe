import type { Checkpoint, Snapshot } from '../checkpoint/checkpoint.ts';
import { countIn, type Batch } from '../data/batch.ts';
import type { DataSource } from '../data/source.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { takesForcing } from '../spec/ownOutput.ts';
import { EngineLost, NotFinite, type CompiledModel, type Knob } from './engine.ts';
import { turnKnob } from './knobs.ts';
import type { LookedBack } from './lookBack.ts';
import type { Jacobians, LogRecord, Note, ProbeRecord, SampleRecord, StepRecord, TrainRecord, ValidationRecord } from './records.ts';
import { checkSameData } from './sameData.ts';
import { Refuge, type Place, type Shelter } from './refuge.ts';
import { scheduleFactor } from './schedules.ts';
import { beginFrom, type Start } from './startFrom.ts';
import { symbolsRead } from './symbolsRead.ts';
import { forcingAt } from './teacherForcing.ts';

/** Measures how a gradient comes back through a batch's first sequence, with these parameters. */
export type LookBack = (parameters: Snapshot, batch: Batch, breathe: () => Promise<void>) => Promise<LookedBack>;

/** What a training is made of and what it may ask of its surroundings. */
export interface TrainingParts {
  readonly experiment: ResolvedExperiment;
  /** Owned from here on. */
  readonly model: CompiledModel;
  readonly data: DataSource;
  readonly lookBack?: LookBack | undefined;
  /** Where to go on when the model's engine is lost; absent where it cannot be. */
  readonly shelter?: (() => Promise<Shelter>) | undefined;
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
  #model: CompiledModel;
  #loss = NaN;
  #validationLoss: number | undefined;
  #jacobians: Jacobians | undefined;
  /** Whether Jacobians could not be measured once. */
  #blind = false;
  readonly #random: RandomStream;
  readonly #validates: boolean;
  readonly #refuge: Refuge;
  /** What it began with, where that was not drawn. */
  #begun: Note | undefined;
  /** What has been said nowhere yet of an engine that was lost. */
  #tidings: TrainRecord[] = [];

  constructor(private readonly parts: TrainingParts) {
    this.experiment = parts.experiment;
    this.#model = parts.model;
    this.#random = split(parts.experiment.seed, 'sampling');
    this.#validates = !parts.data.validation()[Symbol.iterator]().next().done;
    this.#refuge = new Refuge(parts.shelter, this.#place(), parts.now);
  }

  get steps(): number {
    return this.experiment.training.steps;
  }

  notes(): LogRecord[] {
    return [...this.parts.notes, ...this.#begun ? [this.#begun] : []].map(note => ({ kind: 'log', step: this.step, ...note }));
  }

  /** One update and whatever is due after it. */
  async advance(): Promise<Outcome> {
    return this.#tidings.length > 0 ? this.#tell() : this.#collect(this.#wholeStep());
  }

  sample(): Promise<Outcome> {
    return this.#collect(this.#sampleOnce());
  }

  set(knob: Knob, value: number): void {
    this.experiment = turnKnob(this.experiment, knob, value);
  }

  /** Of the step before the engine was lost, where it is lost just now. */
  async checkpoint(): Promise<Checkpoint> {
    return this.#safely(async () => {
      const checkpoint = { ...this.#place(), tensors: await this.#model.snapshot() };
      this.#refuge.keep(checkpoint);
      return checkpoint;
    });
  }

  /** Where the engine may be lost: makes sure that nothing before this moment is. */
  async keep(): Promise<void> {
    if (this.#refuge.lacks(this.step)) await this.checkpoint();
  }

  /** Goes on from a checkpoint with the same bits. @throws Error where it is of another model or other data */
  async restore(checkpoint: Checkpoint): Promise<void> {
    checkSameData(checkpoint, this.parts.data);
    this.#refuge.keep(checkpoint);
    await this.#safely(async () => this.#goTo(checkpoint));
  }

  /** Begins with the parameters of a checkpoint instead of those that were drawn. @throws Error, a sentence, where they do not fit */
  async begin(start: Start): Promise<void> {
    await this.#safely(async () => {
      const { snapshot, note } = beginFrom(start, await this.#model.snapshot(), this.parts.experiment, this.parts.data);
      await this.#model.restore(snapshot);
      this.#refuge.keep({ ...this.#place(), tensors: snapshot });
      this.#begun = note;
    });
  }

  dispose(): void {
    this.#model.dispose();
  }

  #place(): Place {
    const { data } = this.parts;
    return {
      step: this.step, time: this.time, loss: this.#loss,
      ...(this.#validationLoss === undefined ? {} : { validationLoss: this.#validationLoss }),
      experiment: this.experiment,
      generators: { sampling: this.#random.save() },
      cursor: data.cursor(),
      vocabulary: data.memory,
    };
  }

  async #goTo({ step, time, loss, validationLoss, tensors, generators, cursor }: Place): Promise<void> {
    if (tensors) await this.#model.restore(tensors);
    this.parts.data.seek(cursor);
    if (generators['sampling'] !== undefined) this.#random.restore(generators['sampling']);
    this.step = step;
    this.time = time;
    this.#loss = loss;
    this.#validationLoss = validationLoss;
    this.#jacobians = undefined;
  }

  /** Does it again where the engine was lost meanwhile: then from the place that was kept. */
  async #safely<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EngineLost)) throw error;
      await this.#retreat(error);
      return work();
    }
  }

  /** Goes back to the last place that was kept, on the engine that cannot be lost. What was turned since stays turned. */
  async #retreat(lost: EngineLost): Promise<void> {
    const { model, notes, place } = await this.#refuge.enter(lost);
    this.#model.dispose();
    this.#model = model;
    await this.#goTo(place);
    const warnings = notes.filter(({ level }) => level === 'warning').map((note): LogRecord => ({ kind: 'log', step: this.step, ...note }));
    this.#tidings.push({ kind: 'rewind', step: this.step, reason: `${lost.message} The run goes on on the CPU from step ${this.step}.` }, ...warnings);
  }

  #tell(): Outcome {
    return { records: this.#tidings.splice(0), halted: false };
  }

  async #collect(work: AsyncGenerator<TrainRecord>): Promise<Outcome> {
    const records: TrainRecord[] = [];
    try {
      for await (const record of work) records.push(record);
      return { records, halted: false };
    } catch (error) {
      if (error instanceof NotFinite) return { records: [...records, this.#halt(error)], halted: true };
      if (!(error instanceof EngineLost)) throw error;
      await this.#retreat(error);
      return this.#tell();
    }
  }

  async *#wholeStep(): AsyncGenerator<TrainRecord> {
    yield await this.#update();
    const { training: { validateEvery, probeEvery, jacobians }, samples } = this.experiment;
    const due = (every: number) => this.step % every === 0;
    const last = this.step === this.steps;
    const measures = due(validateEvery) || last;
    const looksBack = jacobians && (measures || this.step === 1);
    if (looksBack) yield* this.#lookBack();
    if (this.#validates && measures) yield await this.#validate();
    if (due(probeEvery) || this.step === 1 || looksBack) yield await this.#probe();
    if (due(samples.every) || last) yield* this.#sampleOnce();
    if (this.#refuge.isDue || last) await this.keep();
  }

  async #update(): Promise<StepRecord> {
    const { data } = this.parts;
    const turned = this.#turnModel();
    const batch = data.next();
    const before = this.time;
    const report = await this.#timed(() => this.#model.run(batch));
    this.step += 1;
    this.#loss = report.loss;
    const tokensPerSecond = countIn(batch.x, batch.batchSize) / (this.time - before);
    return { kind: 'step', step: this.step, time: this.time, ...report, ...turned, tokensPerSecond };
  }

  /** Sets the model's knobs for the next update. Where nothing is learnt by gradients there is no learning rate: 0. */
  #turnModel(): Pick<StepRecord, 'learningRate' | 'teacherForcing'> {
    const { model, training: { optimiser, schedule, clip, readout, teacherForcing } } = this.experiment;
    if (readout.kind !== 'gradient') return { learningRate: 0 };
    const learningRate = optimiser.learningRate * scheduleFactor(schedule, this.step + 1, this.steps);
    this.#model.set('learningRate', learningRate);
    if (clip.kind !== 'none') this.#model.set('clipThreshold', clip.threshold);
    if (!takesForcing(model)) return { learningRate };
    const forcing = forcingAt(teacherForcing, this.step);
    this.#model.set('teacherForcing', forcing);
    return { learningRate, teacherForcing: forcing };
  }

  async #validate(): Promise<ValidationRecord> {
    const { data } = this.parts;
    const loss = await this.#evaluate('the validation loss');
    this.#validationLoss = loss;
    const free = takesForcing(this.experiment.model) && { freeRunning: await this.#evaluate('the loss of running freely', 0) };
    const metrics = await this.#timed(async () => data.measure?.(this.#model, this.parts.breathe));
    const jacobians = this.#jacobians?.step === this.step && growthOf(this.#jacobians);
    return { kind: 'validation', step: this.step, time: this.time, loss, ...free, ...(metrics && { metrics }), ...(jacobians && { jacobians }) };
  }

  async #evaluate(name: string, forcing?: number): Promise<number> {
    const loss = await this.#timed(() => this.#model.evaluate(this.#breathing(this.parts.data.validation()), forcing));
    if (!Number.isFinite(loss)) throw new NotFinite(name, loss);
    return loss;
  }

  async #probe(): Promise<ProbeRecord> {
    const { data } = this.parts;
    const batch = data.probe();
    const values = await this.#timed(() => this.#model.probe(batch));
    const described = data.describe(batch);
    return { kind: 'probe', step: this.step, tau: batch.tau, ...described, ...symbolsRead(values, described.classes), values, ...(this.#jacobians && { jacobians: this.#jacobians }) };
  }

  /** What is left out is said at the first step; where it cannot be done, the run goes on without. */
  async *#lookBack(): AsyncGenerator<LogRecord> {
    const { data, lookBack, breathe } = this.parts;
    if (!lookBack || this.#blind) return;
    const warn = (message: string): LogRecord => ({ kind: 'log', step: this.step, level: 'warning', message });
    const parameters = await this.#timed(() => this.#model.snapshot());
    try {
      const { chains, left } = await this.#timed(() => lookBack(parameters, data.probe(), breathe));
      this.#jacobians = { step: this.step, chains };
      if (this.step === 1) yield* left.map(warn);
    } catch (error) {
      this.#blind = true;
      yield warn(`Jacobians could not be measured, and the run goes on without: ${(error as Error).message}`);
    }
  }

  async *#sampleOnce(): AsyncGenerator<SampleRecord> {
    const { data, breathe } = this.parts;
    const sampling = { options: this.experiment.samples, random: this.#random, step: this.step, breathe };
    yield await this.#timed(() => data.sample(this.#model, sampling));
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

/** ‖∂s⁽τ⁾/∂s⁽τ⁻ᵏ⁾‖^(1/k) of each chain: 0 where nothing comes so far, and none where there is no finite number. */
function growthOf({ chains }: Jacobians): Record<string, number> {
  const known = chains.filter(({ logNorms, ended }) => ended === 'zero' || (ended === undefined && logNorms.length > 0));
  return Object.fromEntries(known.map(({ chain, logNorms, ended }) => [chain, ended === 'zero' ? 0 : 10 ** (logNorms.at(-1)! / logNorms.length)]));
}
