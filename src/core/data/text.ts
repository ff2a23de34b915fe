import type { DataMemory } from '../checkpoint/checkpoint.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { shortText, trainingLength } from '../spec/dataErrors.ts';
import { SpecError } from '../spec/problem.ts';
import { counted, formatNumber } from '../spec/wording.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Note, TextSample } from '../train/records.ts';
import type { Batch } from './batch.ts';
import { check } from './check.ts';
import type { SymbolText } from './readSymbols.ts';
import type { DataSource, Sampling } from './source.ts';
import { Streams } from './streams.ts';
import type { Symbols } from './symbols.ts';
import { TextWriter } from './textWriter.ts';
import { unknownWord } from '../spec/wordsOf.ts';

/** Validation reads at most this many windows of each stream, so that a long text does not spend its time on it. */
const mostValidationWindows = 128;

/** A text by characters, bytes or words. The last share of the text is kept for validation. */
export class TextSource implements DataSource {
  readonly notes: readonly Note[];
  readonly #symbols: Symbols;
  readonly #writer: TextWriter;
  readonly #training: Streams;
  readonly #validation: Streams | undefined;
  readonly #probe: Batch;
  #window = 0;

  /**
   * @param file the name to call the text by
   * @throws SpecError where the text has but one symbol, is too short for `batchSize` streams of tau, or does not know a symbol of the prime
   */
  constructor({ symbols, indices, different }: SymbolText, file: string, experiment: ResolvedExperiment, validationShare: number) {
    const { batchSize, tau } = experiment.training;
    this.#symbols = symbols;
    this.#writer = new TextWriter(symbols);
    checkPrime(experiment.samples.prime, symbols, file);
    if (different === 1) throw new SpecError(`${file} holds nothing but one ${symbols.unit}, again and again: there is nothing to learn.`, ['data', 'file']);
    const training = indices.subarray(0, trainingLength(indices.length, validationShare));
    check(shortText(file, training.length, experiment.training, symbols.unit));
    this.#training = new Streams(training, symbols.size, batchSize, tau);
    const validation = indices.subarray(training.length);
    this.#validation = validationShare > 0 ? validationStreams(validation, file, symbols, batchSize, tau) : undefined;
    this.#probe = new Streams(validation.length > tau ? validation : training, symbols.size, 1, tau).batch(0);
    const size = `${counted(indices.length, symbols.unit)}, ${formatNumber(different)} different${known(symbols, indices)}`;
    this.notes = [{ level: 'info', message: `${file}: ${size}; the last ${formatNumber(validation.length)} for validation.` }];
  }

  get inputSize(): number {
    return this.#writer.inputSize;
  }

  get outputSize(): number {
    return this.#writer.outputSize;
  }

  get memory(): DataMemory {
    return this.#symbols.memory;
  }

  /** After the last window it starts again at the first, which does not continue the last. */
  next(): Batch {
    const batch = this.#training.batch(this.#window);
    this.#window = (this.#window + 1) % this.#training.windows;
    return batch;
  }

  *validation(): Iterable<Batch> {
    const windows = Math.min(mostValidationWindows, this.#validation?.windows ?? 0);
    for (let window = 0; window < windows; window++) yield this.#validation!.batch(window);
  }

  probe(): Batch {
    return this.#probe;
  }

  describe({ tau, x, y }: Batch): { inputs: string[]; targets: string[]; classes: string[] } {
    const classes = [...this.#symbols.names];
    const write = (index: number) => classes[index]!;
    return { inputs: Array.from(x.data.subarray(0, tau), write), targets: Array.from(y.data.subarray(0, tau), write), classes };
  }

  sample(model: Pick<CompiledModel, 'sampler'>, sampling: Sampling): Promise<TextSample> {
    return this.#writer.sample(model, sampling);
  }

  cursor(): string {
    return `${this.#window} ${this.#training.shape}`;
  }

  /** A place among streams of another shape is none among these: the text then begins anew. */
  seek(cursor: string): void {
    const [place, shape] = cursor.split(' ');
    const window = shape === this.#training.shape ? Number(place) : 0;
    if (!(Number.isInteger(window) && window >= 0 && window < this.#training.windows)) {
      throw new Error(`"${cursor}" is not a place in this text, which has ${counted(this.#training.windows, 'window')}.`);
    }
    this.#window = window;
  }
}

function checkPrime(prime: string, symbols: Symbols, file: string): void {
  const stranger = symbols.stranger(prime);
  if (stranger === undefined) return;
  throw new SpecError(`The model cannot read "${stranger}" of the prime: it does not occur in ${file}.`, ['samples', 'prime']);
}

/** Fewer and shorter streams where the part is short. */
function validationStreams(indices: Int32Array, file: string, { size, unit }: Symbols, batchSize: number, tau: number): Streams {
  if (indices.length < 2) {
    const message = `The part of ${file} kept for validation has ${counted(indices.length, unit)}; it takes 2 at least.`;
    throw new SpecError(`${message} Keep more, or 0.`, ['data', 'validation']);
  }
  const window = Math.min(tau, indices.length - 1);
  const streams = Math.min(batchSize, Math.floor((indices.length - 1) / window));
  return new Streams(indices, size, streams, window);
}

/** Of words: how many are known, and what share of the text the others are. */
function known({ unit, size }: Symbols, indices: Int32Array): string {
  if (unit !== 'word') return '';
  const unknown = indices.reduce((count, index) => count + Number(index === 0), 0);
  return `, of which the model knows ${formatNumber(size - 1)} (${(100 * unknown / indices.length).toFixed(1)} % of the text are others, ${unknownWord})`;
}
