import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { sizeOf, writeAll } from '../tasks/elements.ts';
import type { Sequence, Task } from '../tasks/task.ts';
import type { AnswerSample, Metrics, Note, PredictionSample, ProbeRecord } from '../train/records.ts';
import { scoreOf, scoreOfWritten, writeAnswer, writeWritten, type Answered, type Written } from './answers.ts';
import { firstChildren } from './batch.ts';
import type { Batch } from './batch.ts';
import type { Answering, DataSource, Sampling } from './source.ts';
import { taskBatch } from './taskBatch.ts';

type Predicting = Pick<Answering, 'predict' | 'decode'>;

/** So many validation sequences are shown in a sample: numbers in a plot (of outputs at each step, one sequence), or answers to read. */
const mostPlotted = 100;
const mostWritten = 8;

/** A generated task: sequences to train on, fresh or of a fixed set, and a set of others, drawn again each time, for validation. */
export class TaskSource implements DataSource {
  readonly #random: RandomStream;
  readonly #fixed: readonly Sequence[] | undefined;

  /** @param notes what a person should know of it @param memory what a checkpoint must agree with */
  constructor(
    private readonly task: Task, private readonly experiment: ResolvedExperiment, private readonly validationSequences: number,
    readonly notes: readonly Note[] = [], readonly memory: DataMemory = {},
  ) {
    this.#random = split(experiment.seed, 'data');
    this.#fixed = task.trainingSequences === undefined ? undefined : this.#drawFixed(task.trainingSequences);
  }

  get inputSize(): number {
    return sizeOf(this.task.x);
  }

  get outputSize(): number {
    return sizeOf(this.task.y);
  }

  get sourceSize(): number | undefined {
    return this.task.answer && sizeOf(this.task.answer.source);
  }

  next(): Batch {
    return taskBatch(this.task, Array.from({ length: this.experiment.training.batchSize }, () => this.#draw(this.#random)));
  }

  *validation(): Iterable<Batch> {
    for (const sequences of this.#held(this.validationSequences)) yield taskBatch(this.task, sequences);
  }

  probe(): Batch {
    return taskBatch(this.task, [this.#draw(this.#heldRandom())]);
  }

  describe({ x, y, source, trees }: Batch): Pick<ProbeRecord, 'inputs' | 'targets' | 'classes' | 'source' | 'children'> {
    const { task } = this;
    const first = ({ data, size, kind, tau }: Batch['x']) => data.subarray(0, tau * (kind === 'indices' ? 1 : size));
    const targets = writeAll(task.y, first(y)).map((target, i) => (y.mask?.[i] === 0 ? '–' : target));
    return {
      inputs: writeAll(task.x, first(x)), targets, ...(task.y.kind === 'classes' && { classes: task.y.names }),
      ...(task.answer && source && { source: writeAll(task.answer.source, first(source)) }), ...(trees && { children: firstChildren(trees) }),
    };
  }

  /** Validation sequences: the answer beside the model's. */
  async sample(model: Predicting, { options, step, breathe }: Sampling): Promise<PredictionSample | AnswerSample> {
    const { x, y, label, answer } = this.task;
    if (y.kind === 'numbers') return this.#forecasts(model, step, breathe);
    if (answer && y.kind === 'classes') {
      const written = await this.#written(model, answer, options.beam, mostWritten, breathe);
      return { kind: 'answers', step, label, answers: written.map(one => writeWritten(answer.source, y, one)) };
    }
    const answered = await this.#answers(model, mostWritten, breathe);
    return { kind: 'answers', step, label, answers: answered.map(one => writeAnswer({ x, y }, one)) };
  }

  async measure(model: Predicting, breathe: Sampling['breathe']): Promise<Metrics | undefined> {
    const { y, answer } = this.task;
    if (answer) return scoreOfWritten(answer.mark, await this.#written(model, answer, this.experiment.samples.beam, this.validationSequences, breathe));
    return y.kind === 'numbers' || this.validationSequences === 0 ? undefined : scoreOf(y, await this.#answers(model, this.validationSequences, breathe));
  }

  cursor(): string {
    return this.#random.save();
  }

  seek(cursor: string): void {
    this.#random.restore(cursor);
  }

  async #forecasts(model: Predicting, step: number, breathe: Sampling['breathe']): Promise<PredictionSample> {
    const { output } = this.task;
    const answered = await this.#answers(model, output === 'each' ? 1 : mostPlotted, breathe);
    const start = output === 'each' && answered[0] ? this.#firstThatCounts(answered[0].sequence) : 0;
    return {
      kind: 'prediction', step, label: this.task.label, start,
      target: answered.flatMap(({ sequence }) => Array.from(sequence.y.subarray(start * this.outputSize))), prediction: answered.flatMap(({ o }) => Array.from(o.subarray(start * this.outputSize))),
    };
  }

  /** The first answer that neither the task nor a washout leaves out: what comes before may be anything, but where the task says otherwise. */
  #firstThatCounts({ counts }: Sequence): number {
    const { readout } = this.experiment.training;
    return Math.max(this.task.answersAll ? 0 : counts?.indexOf(1) ?? 0, readout.kind === 'gradient' ? 0 : readout.washout);
  }

  /** Validation sequences, so many at most, with what the model writes to their sources, each symbol from those it wrote itself. */
  async #written(model: Predicting, { mark, most }: NonNullable<Task['answer']>, width: number, count: number, breathe: Sampling['breathe']): Promise<Written[]> {
    const written: Written[] = [];
    for (const sequences of this.#held(Math.min(this.validationSequences, count))) {
      await breathe();
      const answers = await model.decode!(taskBatch(this.task, sequences), { begin: mark, end: mark, most, width });
      written.push(...sequences.map((sequence, b) => ({ sequence, symbols: answers[b]! })));
    }
    return written;
  }

  /** Validation sequences, so many at most, with the model's logits. */
  async #answers(model: Predicting, most: number, breathe: Sampling['breathe']): Promise<Answered[]> {
    const answered: Answered[] = [];
    for (const sequences of this.#held(Math.min(this.validationSequences, most))) {
      await breathe();
      const { data } = await model.predict(taskBatch(this.task, sequences));
      const width = data.length / sequences.length;
      answered.push(...sequences.map((sequence, b) => ({ sequence, o: data.subarray(b * width, (b + 1) * width) })));
    }
    return answered;
  }

  #draw(random: RandomStream): Sequence {
    return this.#fixed ? this.#fixed[random.integer(this.#fixed.length)]! : this.task.draw(this.#tau, random);
  }

  #drawFixed(count: number): Sequence[] {
    const random = split(this.experiment.seed, 'data', 2);
    return Array.from({ length: count }, () => this.task.draw(this.#tau, random));
  }

  get #tau(): number {
    return this.experiment.training.tau;
  }

  #heldRandom(): RandomStream {
    return split(this.experiment.seed, 'data', 1);
  }

  /** Validation sequences in groups of a batch. */
  *#held(count: number): Iterable<Sequence[]> {
    const random = this.#heldRandom();
    const draw = this.task.drawValidation ?? this.task.draw;
    const { batchSize } = this.experiment.training;
    for (let at = 0; at < count; at += batchSize) {
      yield Array.from({ length: Math.min(batchSize, count - at) }, (_, i) => draw(this.#tau, random, at + i));
    }
  }
}
