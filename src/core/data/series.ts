import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment, SeriesData } from '../spec/experiment.ts';
import { shortTable, trainingLength } from '../spec/dataErrors.ts';
import { counted, formatNumber } from '../spec/wording.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Note, PredictionSample } from '../train/records.ts';
import type { Batch } from './batch.ts';
import { check } from './check.ts';
import { goOn } from './goOn.ts';
import type { NumberTable } from './numberTable.ts';
import { inUnits, scaledColumns } from './scaledColumns.ts';
import { seriesColumns } from './seriesColumns.ts';
import type { DataSource, Sampling } from './source.ts';
import { restoreUnits, writeInUnits, type Scale } from './standardise.ts';
import { Windows } from './windows.ts';

/** What of a model its forecasts are had from; what goes on by itself needs a sampler. */
type Forecasting = Pick<CompiledModel, 'predict'> & { sampler?: CompiledModel['sampler'] };

/** Validation reads at most this many windows, evenly spaced, so that a long series does not spend its time on it. */
const mostValidationWindows = 1000;
/** A sample shows at most this many rows, the last ones. */
const mostShown = 500;

/**
 * Forecasts columns of a table: from tau rows to the value `horizon` rows after them. Training windows lie anywhere in
 * the training part, drawn with replacement. Validation windows have all their targets in the part kept for validation;
 * their inputs may reach back. All columns are standardised by the training part, but for one
 * of 0 and 1 whose probability is forecast.
 */
export class SeriesSource implements DataSource {
  readonly outputSize: number;
  readonly notes: readonly Note[];
  readonly #scales: readonly Scale[];
  readonly #windows: Windows;
  readonly #trainingRows: number;
  readonly #random: RandomStream;

  /** @throws SpecError where a column isn't there or holds anything but numbers, or a part is too short for tau */
  constructor(table: NumberTable, private readonly experiment: ResolvedExperiment, private readonly data: Required<SeriesData>) {
    const { training: { tau }, model: { output }, seed } = experiment;
    const { rows } = table;
    this.#trainingRows = trainingLength(rows, data.validation);
    seriesColumns(table, data); // which throws where there is no such column
    check(shortTable(table.file, this.#trainingRows, experiment.training, data.horizon));
    const { values, scales, forecast, notes } = scaledColumns(table, experiment, data, this.#trainingRows);
    this.outputSize = forecast;
    this.#scales = scales;
    this.#windows = new Windows(values, scales.length, { tau, horizon: data.horizon, output }, data.itself, forecast);
    this.#random = split(seed, 'data');
    this.notes = [sizeNote(table.file, rows, rows - this.#trainingRows), ...notes];
  }

  get inputSize(): number {
    return this.#scales.length - this.#unread;
  }

  /** Columns before the first that is read: those to forecast, where the model does not see them. */
  get #unread(): number {
    return this.data.itself ? 0 : this.outputSize;
  }

  get memory(): DataMemory {
    return { columns: this.#scales };
  }

  next(): Batch {
    const count = this.#trainingWindows;
    return this.#windows.batch(Array.from({ length: this.experiment.training.batchSize }, () => this.#random.integer(count)));
  }

  validation(): Iterable<Batch> {
    const starts = this.#validationStarts();
    const stride = Math.ceil(starts.length / mostValidationWindows);
    return this.#batches(starts.filter((_, index) => index % stride === 0), true);
  }

  probe(): Batch {
    return this.#windows.batch([this.#validationStarts()[0] ?? 0]);
  }

  describe({ tau, x, y }: Batch): { inputs: string[]; targets: string[] } {
    const write = (value: number, column: number) => writeInUnits(value, this.#scales[column]!);
    const row = (t: number) => Array.from(x.data.subarray(t * x.size, (t + 1) * x.size), (value, column) => write(value, column + this.#unread)).join(', ');
    const targets = Array.from({ length: y.tau }, (_, t) => Array.from({ length: y.size }, (__, k) => write(y.data[t * y.size + k]!, k)).join(', '));
    return { inputs: Array.from({ length: tau }, (_, t) => row(t)), targets };
  }

  /** The validation part, or the whole series where nothing is kept: each value beside what was forecast `horizon` rows before. */
  async sample(model: Forecasting, { step, breathe, beyond = 0 }: Sampling): Promise<PredictionSample> {
    const { first, starts, answers } = this.#forecasts();
    const scale = this.#scales[0]!;
    const target: number[] = [];
    const prediction: number[] = [];
    for (const batch of this.#batches(starts)) {
      await breathe();
      const o = (await model.predict(batch)).data;
      for (let b = 1; b <= batch.batchSize; b++) {
        for (let i = b * batch.y.tau - answers; i < b * batch.y.tau; i++) {
          target.push(restoreUnits(batch.y.data[i * this.outputSize]!, scale));
          prediction.push(inUnits(o[i * this.outputSize]!, scale, this.experiment));
        }
      }
    }
    const start = this.#windows.lastTarget(first);
    const shown = this.#windows.lastTarget(this.#windows.count - 1) - start + 1;
    const free = beyond > 0 ? await this.#goOn(model, beyond, breathe) : [];
    return { kind: 'prediction', step, label: scale.name, start, target: target.slice(-shown), prediction: [...prediction.slice(-shown), ...free] };
  }

  /** The rows after the last. @returns those of the first column */
  async #goOn(model: Forecasting, rows: number, breathe: Sampling['breathe']): Promise<number[]> {
    const { x } = this.#windows.batch([Math.max(0, this.#windows.count - 1 + this.data.horizon)]);
    const free = await goOn(model, { x: x.data as Float32Array, size: this.inputSize, forecast: this.outputSize, data: this.data, loss: this.experiment.training.loss }, rows, breathe);
    return free.map(value => inUnits(value, this.#scales[0]!, this.experiment));
  }

  cursor(): string {
    return this.#random.save();
  }

  seek(cursor: string): void {
    this.#random.restore(cursor);
  }

  get #trainingWindows(): number {
    return this.#trainingRows - this.#windows.shape.tau - this.#windows.shape.horizon + 1;
  }

  /**
   * Windows whose first target lies in the validation part; those with an output at each step do not overlap. Where that part is
   * shorter than a window, it is the last one, of which the outputs before do not count.
   */
  #validationStarts(): number[] {
    const { tau, horizon, output } = this.#windows.shape;
    const { count } = this.#windows;
    if (output === 'each' && this.#trainingRows - horizon >= count && this.#trainingWindows < count) return [count - 1];
    return output === 'each' ? range(this.#trainingRows - horizon, count, tau) : range(this.#trainingWindows, count, 1);
  }

  /**
   * The windows whose last `answers` outputs make the forecasts from that of the window `first` on: one, or the latter half of an
   * output at each step, before which as many rows were read.
   */
  #forecasts(): { first: number; starts: number[]; answers: number } {
    const { count, shape: { tau, output } } = this.#windows;
    const first = Math.max(this.#trainingWindows < count ? this.#trainingWindows : 0, count - mostShown);
    const answers = output === 'each' ? Math.ceil(tau / 2) : 1;
    return { first, answers, starts: range(0, count - first, answers).map(back => count - 1 - back).reverse() };
  }

  /** @param validating whether outputs in the part that is trained on do not count */
  *#batches(starts: readonly number[], validating = false): Iterable<Batch> {
    const { batchSize } = this.experiment.training;
    for (let at = 0; at < starts.length; at += batchSize) {
      const own = starts.slice(at, at + batchSize);
      const batch = this.#windows.batch(own);
      yield validating ? this.#counted(batch, own) : batch;
    }
  }

  #counted(batch: Batch, starts: readonly number[]): Batch {
    const { tau } = batch.y;
    const rowOf = (i: number) => this.#windows.lastTarget(starts[Math.floor(i / tau)]!) - tau + 1 + (i % tau);
    const mask = Float32Array.from({ length: starts.length * tau }, (_, i) => Number(rowOf(i) >= this.#trainingRows));
    return mask.includes(0) ? { ...batch, y: { ...batch.y, mask } } : batch;
  }
}

function range(from: number, to: number, stride: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / stride)) }, (_, index) => from + index * stride);
}

function sizeNote(file: string, rows: number, kept: number): Note {
  return { level: 'info', message: `${file}: ${counted(rows, 'row')}; the last ${formatNumber(kept)} for validation.` };
}
