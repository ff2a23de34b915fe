import type { CompiledModel } from '../train/engine.ts';
import type { TextSample } from '../train/records.ts';
import { sampleIndex } from '../train/sampling.ts';
import type { Alphabet } from './alphabet.ts';
import type { Sampling, SampleSource } from './source.ts';

/** Lets a model write text. Needs the alphabet, not the text it was taken from. */
export class TextWriter implements SampleSource {
  readonly inputSize: number;
  readonly outputSize: number;

  constructor(private readonly alphabet: Alphabet) {
    this.inputSize = this.outputSize = alphabet.size;
  }

  /**
   * The model reads the prime, then each character it has drawn itself. Without a prime it starts as after a new line,
   * or after the alphabet's first character where there is no new line.
   *
   * @returns `length` characters, the prime not among them
   * @throws RangeError where a character of the prime is not in the alphabet
   */
  async sample(model: Pick<CompiledModel, 'sampler'>, { options, random, step, breathe }: Sampling): Promise<TextSample> {
    const { prime, length } = options;
    const sampler = model.sampler();
    try {
      let o: Float32Array = new Float32Array();
      for (const index of this.alphabet.encode(prime || this.#start)) o = await sampler.next(index);
      let text = '';
      for (let count = 0; count < length; count++) {
        await breathe();
        const index = sampleIndex(o, options, random);
        text += this.alphabet.character(index);
        o = await sampler.next(index);
      }
      return { kind: 'text', step, prime, text, temperature: options.temperature };
    } finally {
      sampler.dispose();
    }
  }

  get #start(): string {
    return this.alphabet.stranger('\n') === undefined ? '\n' : this.alphabet.character(0);
  }
}
