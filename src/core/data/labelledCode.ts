import type { CompiledModel } from '../train/engine.ts';
import type { TextSample } from '../train/records.ts';
import { sampleIndex } from '../train/sampling.ts';
import type { Alphabet } from './alphabet.ts';
import type { Batch } from './batch.ts';
import type { Sampling, SampleSource } from './source.ts';

/** A sequence as a model reads it: its characters by their indices, and that of its label. */
export interface CodedSequence {
  readonly characters: Int32Array;
  readonly label: number;
}

/** Of each label so many sequences are written. */
const writtenOfEach = 4;

/**
 * How labelled sequences become numbers, and how a model writes such. Beside the alphabet there is one more class, the boundary: as an
 * input it begins a sequence, as an output it ends one.
 *
 *   read     ¶ c₁ c₂ … cₙ
 *   answer   c₁ c₂ … cₙ ¶
 */
export class LabelledCode implements SampleSource {
  readonly inputSize: number;
  readonly outputSize: number;

  /** @param conditioned whether the model knows the label */
  constructor(readonly alphabet: Alphabet, readonly labels: readonly string[], private readonly conditioned: boolean) {
    this.inputSize = this.outputSize = alphabet.size + 1;
  }

  get contextSize(): number {
    return this.labels.length;
  }

  get boundary(): number {
    return this.alphabet.size;
  }

  /** How class k is written. */
  get classes(): string[] {
    return [...Array.from(this.alphabet.toString()), '¶'];
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
      x.set([this.boundary, ...characters], b * tau);
      y.set([...characters, this.boundary], b * tau);
      mask.fill(1, b * tau, b * tau + characters.length + 1);
      context[b * this.contextSize + label] = 1;
    }
    const common = { kind: 'indices', size: this.inputSize, tau, ...(mask.includes(0) && { mask }) } as const;
    return { batchSize: B, tau, continues: false, x: { ...common, data: x }, y: { ...common, data: y }, context: { size: this.contextSize, data: context } };
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
    try {
      let text = '';
      let index = this.boundary;
      for (let count = 0; count < options.length; count++) {
        await breathe();
        index = sampleIndex(await sampler.next(index), options, random);
        if (index === this.boundary) break;
        text += this.alphabet.character(index);
      }
      return text;
    } finally {
      sampler.dispose();
    }
  }
}
