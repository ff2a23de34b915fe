import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment, SeriesData } from '../spec/experiment.ts';
import { SpecError } from '../spec/problem.ts';
import { counted } from '../spec/wording.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Note, PredictionSample } from '../train/records.ts';
import type { Batch } from './batch.ts';
import { goOn } from './goOn.ts';
import type { NumberTable } from './numberTable.ts';
import { inUnits, scaledColumns, type ScaledColumns } from './scaledColumns.ts';
import { learntRows, seriesOf, type Segment } from './segments.ts';
import type { DataSource, Sampling } from './source.ts';
import { restoreUnits, writeInUnits } from './standardise.ts';
import { Windows } from './windows.ts';

/** Validation reads at most this many windows of a model that says one number of each, evenly spaced. */
const mostValidationWindows = 1000;
/** A sample shows at most this many rows. */
const mostShown = 500;

/** What of a model its forecasts are had from; what goes on by itself needs a sampler. */
export type Forecasting = Pick<CompiledModel, 'predict'> & { sampler?: CompiledModel['sampler'] };

/** A window of one of the series. */
interface Place {
  readonly start: number;
  /** The row behind the last of its series. */
  readonly end: number;
}

/**
 * Forecasts columns of several series that stand one under another: no window reaches from one into the next, and whole series are kept
 * for validation. With an output at each step a series may be shorter than tau: its window is filled up by steps that do not count.
 * Windows are drawn with replacement; a readout that is learnt by least squares gets each of them once, from the first series to the last.
 */
export class SeveralSeries implements DataSource {
  readonly outputSize: number;
  readonly notes: readonly Note[];
  readonly #columns: ScaledColumns;
  readonly #windows: Windows;
  readonly #training: readonly Place[];
  readonly #held: readonly Place[];
  readonly #shown: readonly Place[];
  readonly #last: Segment;
  readonly #random: RandomStream;
  /** Of windows in their order, the next; undefined where they are drawn. */
  #next: number | undefined;

  /** @throws SpecError where a column isn't there or holds anything but numbers, a series comes in pieces, or all are too short */
  constructor(table: NumberTable, private readonly experiment: ResolvedExperiment, private readonly data: Required<SeriesData>) {
    const { training: { tau, readout }, model: { output }, seed } = experiment;
    const series = seriesOf(table, data.series);
    const trainingRows = learntRows(series, data.validation);
    this.#columns = scaledColumns(table, experiment, data, trainingRows);
    this.outputSize = this.#columns.forecast;
    this.#windows = new Windows(this.#columns.values, this.#columns.scales.length, { tau, horizon: data.horizon, output }, data.itself, this.outputSize);
    const inOrder = readout.kind !== 'gradient';
    const [trained, kept] = [series.filter(({ from }) => from < trainingRows), series.filter(({ from }) => from >= trainingRows)];
    this.#training = trained.flatMap(one => (output === 'last' || !inOrder ? this.#anywhere(one) : this.#oneAfterAnother(one)));
    this.#held = kept.flatMap(one => (output === 'last' ? this.#anywhere(one) : this.#oneAfterAnother(one)));
    if (this.#training.length === 0) throw this.#tooShort(table.file, trained);
    this.#last = series.at(-1)!;
    this.#shown = output === 'last' ? this.#anywhere(this.#last).slice(-mostShown) : this.#oneAfterAnother(this.#last);
    this.#random = split(seed, 'data');
    this.#next = inOrder ? 0 : undefined;
    const size = `${table.file}: ${counted(series.length, 'series', 'series')} of ${counted(table.rows, 'row')} in all; ${kept.length === 0 ? 'none' : `the last ${kept.length}`} for validation.`;
    this.notes = [{ level: 'info', message: size }, ...this.#columns.notes];
  }

  get inputSize(): number {
    return this.#columns.scales.length - this.#unread;
  }

  /** Columns before the first that is read: those to forecast, where the model does not see them. */
  get #unread(): number {
    return this.data.itself ? 0 : this.outputSize;
  }

  get memory(): DataMemory {
    return { columns: this.#columns.scales, ...(this.data.series !== '' && { series: this.data.series }) };
  }

  next(): Batch {
    const { batchSize } = this.experiment.training;
    return this.#batch(Array.from({ length: batchSize }, () => this.#training[this.#place()]!));
  }

  #place(): number {
    if (this.#next === undefined) return this.#random.integer(this.#training.length);
    const now = this.#next;
    this.#next = (now + 1) % this.#training.length;
    return now;
  }

  validation(): Iterable<Batch> {
    const stride = this.experiment.model.output === 'last' ? Math.ceil(this.#held.length / mostValidationWindows) : 1;
    return this.#batches(this.#held.filter((_, index) => index % stride === 0));
  }

  probe(): Batch {
    return this.#batch([this.#held[0] ?? this.#training[0]!]);
  }

  describe({ tau, x, y }: Batch): { inputs: string[]; targets: string[] } {
    const write = (value: number, column: number) => writeInUnits(value, this.#columns.scales[column]!);
    const row = (t: number) => Array.from(x.data.subarray(t * x.size, (t + 1) * x.size), (value, column) => write(value, column + this.#unread)).join(', ');
    const targets = Array.from({ length: y.tau }, (_, t) => Array.from({ length: y.size }, (__, k) => write(y.data[t * y.size + k]!, k)).join(', '));
    return { inputs: Array.from({ length: tau }, (_, t) => row(t)), targets };
  }

  /** The last series: each value beside what was forecast `horizon` rows before. */
  async sample(model: Forecasting, { step, breathe, beyond = 0 }: Sampling): Promise<PredictionSample> {
    const scale = this.#columns.scales[0]!;
    const target: number[] = [];
    const prediction: number[] = [];
    for (const batch of this.#batches(this.#shown)) {
      await breathe();
      const o = (await model.predict(batch)).data;
      for (let i = 0; i < batch.batchSize * batch.y.tau; i++) {
        if (batch.y.mask?.[i] === 0) continue;
        target.push(restoreUnits(batch.y.data[i * this.outputSize]!, scale));
        prediction.push(inUnits(o[i * this.outputSize]!, scale, this.experiment));
      }
    }
    const first = this.#shown[0];
    const { shape: { tau, output, horizon } } = this.#windows;
    const start = (first?.start ?? 0) + horizon + (output === 'last' ? tau - 1 : 0) + Math.max(0, target.length - mostShown);
    const free = beyond > 0 ? await this.#goOn(model, beyond, breathe) : [];
    return { kind: 'prediction', step, label: scale.name, start, target: target.slice(-mostShown), prediction: [...prediction.slice(-mostShown), ...free] };
  }

  /** The rows after the last of the last series. @returns those of the first column */
  async #goOn(model: Forecasting, rows: number, breathe: Sampling['breathe']): Promise<number[]> {
    const { from, to } = this.#last;
    const read = Math.min(to - from, this.#windows.shape.tau);
    const x = this.#batch([{ start: to - read, end: to }]).x.data.slice(0, read * this.inputSize) as Float32Array;
    const free = await goOn(model, { x, size: this.inputSize, forecast: this.outputSize, data: this.data, loss: this.experiment.training.loss }, rows, breathe);
    return free.map(value => inUnits(value, this.#columns.scales[0]!, this.experiment));
  }

  cursor(): string {
    return this.#next === undefined ? this.#random.save() : String(this.#next);
  }

  seek(cursor: string): void {
    if (this.#next === undefined) this.#random.restore(cursor);
    else if (/^\d+$/.test(cursor)) this.#next = Number(cursor) % this.#training.length;
  }

  /** Windows that begin at each row of a series; of one that is shorter than a window with an output at each step, that one. */
  #anywhere({ from, to }: Segment): Place[] {
    const { tau, horizon, output } = this.#windows.shape;
    const count = to - from - tau - horizon + 1;
    if (count <= 0) return output === 'each' ? this.#oneAfterAnother({ from, to }) : [];
    return Array.from({ length: count }, (_, i) => ({ start: from + i, end: to }));
  }

  /** Windows that cover a series, each row once, the last one filled up; those of which the washout leaves something. */
  #oneAfterAnother({ from, to }: Segment): Place[] {
    const { tau, horizon } = this.#windows.shape;
    const { readout } = this.experiment.training;
    const washout = readout.kind === 'gradient' ? 0 : readout.washout;
    const places = Array.from({ length: Math.max(0, Math.ceil((to - from - horizon) / tau)) }, (_, i) => ({ start: from + i * tau, end: to }));
    return places.filter(({ start }) => to - horizon - start > washout);
  }

  #batch(places: readonly Place[]): Batch {
    return this.#windows.batch(places.map(({ start }) => start), places.map(({ end }) => end));
  }

  *#batches(places: readonly Place[]): Iterable<Batch> {
    const { batchSize } = this.experiment.training;
    for (let at = 0; at < places.length; at += batchSize) yield this.#batch(places.slice(at, at + batchSize));
  }

  #tooShort(file: string, series: readonly Segment[]): SpecError {
    const { tau, horizon } = this.#windows.shape;
    const longest = series.reduce((most, { from, to }) => Math.max(most, to - from), 0);
    return new SpecError(`${file} is too short: a window of tau ${tau}${horizon === 0 ? '' : ` and the row ${horizon} ahead`} takes ${counted(tau + horizon, 'row')} of one series, and the longest that is trained on has ${longest}. Lower \`tau\`.`, ['training', 'tau']);
  }
}
