import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { longSequences } from '../spec/labelledLines.ts';
import type { LabelledLine } from '../spec/labelledLines.ts';
import { counted, formatNumber, listed } from '../spec/wording.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Metrics, Note, ProbeRecord, TextSample } from '../train/records.ts';
import { Alphabet } from './alphabet.ts';
import type { Batch } from './batch.ts';
import { check } from './check.ts';
import { LabelledCode, lengthsOf, type CodedSequence } from './labelledCode.ts';
import { mostLikelyLabels } from './labelledLikelihood.ts';
import type { DataSource, Sampling } from './source.ts';

/** Sequences of characters with a label each, predicted character by character to the end. A share of them is kept for validation. */
export class LabelledSource implements DataSource {
  readonly notes: readonly Note[];
  readonly code: LabelledCode;
  readonly training: readonly CodedSequence[];
  readonly held: readonly CodedSequence[];
  readonly #random: RandomStream;

  /**
   * @param file the name to call the data by
   * @throws SpecError where a sequence is longer than tau − 1, or nothing is left to train on
   */
  constructor(lines: readonly LabelledLine[], file: string, private readonly experiment: ResolvedExperiment, validationShare: number) {
    const { training, seed } = experiment;
    check(longSequences(lines, file, training));
    const labels = [...new Set(lines.map(({ label }) => label))].sort();
    this.code = new LabelledCode(Alphabet.of(lines.map(({ sequence }) => sequence).join('')), labels, this.#conditioned, lengthsOf(experiment));
    const coded = lines.map(({ label, sequence }): CodedSequence => ({ characters: this.code.alphabet.encode(sequence), label: labels.indexOf(label) }));
    const order = shuffled(coded, split(seed, 'data', 1));
    const kept = Math.floor(coded.length * validationShare);
    this.training = order.slice(kept);
    this.held = order.slice(0, kept);
    this.#random = split(seed, 'data');
    const named = listed(labels.slice(0, 5).map(label => `"${label}"`), 'and');
    const message = `${file}: ${counted(coded.length, 'sequence')} of ${counted(labels.length, 'label')} (${named}${labels.length > 5 ? ' …' : ''}), ${formatNumber(this.code.alphabet.size)} different characters; ${formatNumber(kept)} for validation.`;
    this.notes = [{ level: 'info', message }];
  }

  get inputSize(): number {
    return this.code.inputSize;
  }

  get outputSize(): number {
    return this.code.outputSize;
  }

  get contextSize(): number {
    return this.code.contextSize;
  }

  get lengths(): number {
    return this.code.lengths;
  }

  get memory(): DataMemory {
    return { alphabet: this.code.alphabet.toString(), labels: this.code.labels };
  }

  next(): Batch {
    const { batchSize } = this.experiment.training;
    return this.code.batch(Array.from({ length: batchSize }, () => this.training[this.#random.integer(this.training.length)]!));
  }

  *validation(): Iterable<Batch> {
    for (const sequences of this.#groups()) yield this.code.batch(sequences);
  }

  /** How many labels are told from their sequences, by Bayes' rule, where the model knows of labels. */
  async measure(model: Pick<CompiledModel, 'predict'>, breathe: Sampling['breathe']): Promise<Metrics | undefined> {
    if (!this.#conditioned || this.held.length === 0) return undefined;
    const prior = this.code.labels.map((_, label) => Math.log(this.training.filter(sequence => sequence.label === label).length / this.training.length));
    let right = 0;
    for (const sequences of this.#groups()) {
      await breathe();
      const labels = await mostLikelyLabels(this.code, prior, model, sequences);
      right += labels.filter((label, i) => label === sequences[i]!.label).length;
    }
    return { label: right / this.held.length };
  }

  probe(): Batch {
    return this.code.batch([this.held[0] ?? this.training[0]!]);
  }

  describe({ tau, x, y }: Batch): Pick<ProbeRecord, 'inputs' | 'targets' | 'classes'> {
    const { classes } = this.code;
    const write = (index: number) => classes[index]!;
    return { inputs: Array.from(x.data.subarray(0, tau), write), targets: Array.from(y.data.subarray(0, tau), write), classes };
  }

  sample(model: Pick<CompiledModel, 'sampler'>, sampling: Sampling): Promise<TextSample> {
    return this.code.sample(model, sampling);
  }

  cursor(): string {
    return this.#random.save();
  }

  seek(cursor: string): void {
    this.#random.restore(cursor);
  }

  get #conditioned(): boolean {
    return this.experiment.model.context.as !== 'none';
  }

  /** The validation sequences in groups of a batch. */
  *#groups(): Iterable<CodedSequence[]> {
    const { batchSize } = this.experiment.training;
    for (let at = 0; at < this.held.length; at += batchSize) yield this.held.slice(at, at + batchSize);
  }
}

/** In an order drawn by chance (Fisher and Yates). */
function shuffled<T>(items: readonly T[], random: RandomStream): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
