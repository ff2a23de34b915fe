import type { CompiledModel } from '../train/engine.ts';
import type { TextSample } from '../train/records.ts';
import { sampleIndex } from '../train/sampling.ts';
import type { Measurable, Measured } from './measurable.ts';
import type { Sampling, SampleSource } from './source.ts';
import { checkKnown, type Symbols } from './symbols.ts';

/** Lets a model write text. Needs its symbols, not the text they were taken from. */
export class TextWriter implements SampleSource, Measurable {
  readonly inputSize: number;
  readonly outputSize: number;

  constructor(readonly symbols: Symbols) {
    this.inputSize = this.outputSize = symbols.size;
  }

  /**
   * The model reads the prime, then each symbol it has drawn itself. Without a prime it starts as after a new line,
   * or after the first symbol where there is no new line.
   *
   * @returns the text of `length` symbols, the prime not among them
   * @throws RangeError where a character of the prime is not known
   */
  async sample(model: Pick<CompiledModel, 'sampler'>, { options, random, step, breathe }: Sampling): Promise<TextSample> {
    const { prime, length } = options;
    const sampler = model.sampler();
    try {
      let o: Float32Array = new Float32Array();
      for (const index of this.#begun(prime)) o = await sampler.next(index);
      const written: number[] = [];
      for (let count = 0; count < length; count++) {
        await breathe();
        const index = sampleIndex(o, options, random);
        written.push(index);
        o = await sampler.next(index);
      }
      return { kind: 'text', step, prime, text: this.symbols.decode(written, prime), temperature: options.temperature };
    } finally {
      sampler.dispose();
    }
  }

  /** A text has no end: how likely it is that one goes on so, after what a sample begins with. Read [begin, x⁽¹⁾, …], answered [x⁽¹⁾, x⁽²⁾, …]. */
  measured(text: string): Measured {
    checkKnown(this.symbols, text);
    const symbols = this.symbols.encode(text);
    if (symbols.length === 0) throw new Error(`There is no ${this.symbols.unit} in the text to measure.`);
    const common = { kind: 'indices', size: this.inputSize, tau: symbols.length } as const;
    const x = Int32Array.from(symbols, (_, t) => symbols[t - 1] ?? this.symbols.begin);
    return { labels: [''], batch: { batchSize: 1, tau: symbols.length, continues: false, x: { ...common, data: x }, y: { ...common, data: symbols } } };
  }

  /** What is read before the first symbol is drawn: the prime, or a beginning where it has no symbol. */
  #begun(prime: string): Int32Array {
    const read = this.symbols.encode(prime);
    return read.length > 0 ? read : Int32Array.of(this.symbols.begin);
  }
}
