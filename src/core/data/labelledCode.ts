import type { ResolvedExperiment } from '../spec/experiment.ts';
import { predictsLength } from '../spec/ownOutput.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { TextSample } from '../train/records.ts';
import { sampleIndex } from '../train/sampling.ts';
import type { Alphabet } from './alphabet.ts';
import type { Batch } from './batch.ts';
import type { Measurable, Measured } from './measurable.ts';
import type { Sampling, SampleSource } from './source.ts';
import { checkKnown } from './symbols.ts';

/** A sequence as a model reads it: its characters by their indices, and that of its label. */
export interface CodedSequence {
  readonly characters: Int32Array;
  readonly label: number;
}

/** Of each label so many sequences are written. */
const writtenOfEach = 4;

/**
 * How labelled sequences become numbers, and how a model writes such. Beside the alphabet there is one more class, the boundary: as an
 * input it begins a sequence, as an output it ends one. Where the length is predicted, there is one class for each, and none that ends.
 *
 *   read     ¶ c₁ c₂ … cₙ        ¶ n c₁ … cₙ₋₁
 *   answer   c₁ c₂ … cₙ ¶        n c₁ c₂ … cₙ
 */
export class LabelledCode implements SampleSource, Measurable {
  readonly inputSize: number;
  readonly outputSize: number;

  /** @param conditioned whether the model knows the label @param lengths how many there are, from 0, where the model predicts one; else 0 */
  constructor(readonly alphabet: Alphabet, readonly labels: readonly string[], private readonly conditioned: boolean, readonly lengths = 0) {
    this.inputSize = alphabet.size + lengths + 1;
    this.outputSize = lengths > 0 ? alphabet.size + lengths : alphabet.size + 1;
  }

  get contextSize(): number {
    return this.labels.length;
  }

  /** As an input, behind all others. */
  get boundary(): number {
    return this.inputSize - 1;
  }

  /** How class k is written. */
  get classes(): string[] {
    return [...Array.from(this.alphabet.toString()), ...Array.from({ length: this.lengths }, (_, length) => `τ = ${length}`), '¶'];
  }

  /** One-hot, `[labels]`. */
  context(label: number): Float32Array {
    return Float32Array.from(this.labels, (_, index) => Number(index === label));
  }

  /** Sequences side by side, filled up to the longest. */
  batch(sequences: readonly CodedSequence[]): Batch {
    const B = sequences.length;
    const tau = 1 + Math.max(...sequences.map(({ characters }) => characters.length));
    const [x, y, mask] = [new Int32Array(B * tau), new Int32Array(B * tau), new Float32Array(B * tau)];
    const context = new Float32Array(B * this.contextSize);
    for (const [b, { characters, label }] of sequences.entries()) {
      const answers = this.lengths > 0 ? [this.alphabet.size + characters.length, ...characters] : [...characters, this.boundary];
      x.set([this.boundary, ...answers.slice(0, -1)], b * tau);
      y.set(answers, b * tau);
      mask.fill(1, b * tau, b * tau + characters.length + 1);
      context[b * this.contextSize + label] = 1;
    }
    const common = { kind: 'indices', tau, ...(mask.includes(0) && { mask }) } as const;
    return { batchSize: B, tau, continues: false, x: { ...common, size: this.inputSize, data: x }, y: { ...common, size: this.outputSize, data: y }, context: { size: this.contextSize, data: context } };
  }

  /** A sequence and its end, under each label where the model is conditioned on one. */
  measured(sequence: string): Measured {
    checkKnown(this.alphabet, sequence);
    const characters = this.alphabet.encode(sequence);
    const most = this.lengths - 1;
    if (this.lengths > 0 && characters.length > most) throw new Error(`The model predicts lengths of ${most} at most, and this sequence has ${characters.length}.`);
    const labels = this.conditioned ? this.labels : [''];
    return { labels, batch: this.batch(labels.map((_, label) => ({ characters, label }))) };
  }

  /** Sequences from beginning to end, `length` characters at most: of each label some, or as many without one. */
  async sample(model: Pick<CompiledModel, 'sampler'>, sampling: Sampling): Promise<TextSample> {
    const lines: string[] = [];
    for (const [index, label] of this.labels.entries()) {
      for (let count = 0; count < writtenOfEach; count++) {
        const written = await this.write(model, index, sampling);
        lines.push(this.conditioned ? `${label}\t${written}` : written);
      }
    }
    return { kind: 'text', step: sampling.step, prime: '', text: lines.join('\n'), temperature: sampling.options.temperature };
  }

  /** One sequence, character by character as the model draws them (ancestral sampling), up to its end. */
  async write(model: Pick<CompiledModel, 'sampler'>, label: number, { options, random, breathe }: Omit<Sampling, 'step'>): Promise<string> {
    const sampler = model.sampler(this.conditioned ? this.context(label) : undefined);
    const draw = async (read: number, from = 0, to = this.outputSize): Promise<number> => {
      await breathe();
      return from + sampleIndex((await sampler.next(read)).subarray(from, to), options, random);
    };
    try {
      return await (this.lengths > 0 ? this.#toLength(draw, options.length) : this.#toEnd(draw, options.length));
    } finally {
      sampler.dispose();
    }
  }

  async #toEnd(draw: (read: number) => Promise<number>, most: number): Promise<string> {
    let text = '';
    let index = this.boundary;
    for (let count = 0; count < most; count++) {
      index = await draw(index);
      if (index === this.boundary) break;
      text += this.alphabet.character(index);
    }
    return text;
  }

  /** The length first, then so many. */
  async #toLength(draw: (read: number, from: number, to: number) => Promise<number>, most: number): Promise<string> {
    const { size } = this.alphabet;
    let text = '';
    let index = await draw(this.boundary, size, this.outputSize);
    for (let left = Math.min(index - size, most); left > 0; left--) {
      index = await draw(index, 0, size);
      text += this.alphabet.character(index);
    }
    return text;
  }
}

/** How many lengths a model predicts, from 0: with its own step before it, a sequence has tau at most. */
export const lengthsOf = ({ model, training: { tau } }: ResolvedExperiment): number => (predictsLength(model) ? tau : 0);
