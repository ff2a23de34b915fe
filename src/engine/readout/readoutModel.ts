import type { Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { countIn } from '../../core/data/batch.ts';
import type { Batch, Rows } from '../../core/data/batch.ts';
import { washedOut } from '../../core/data/washout.ts';
import { solvedStretch } from '../../core/spec/memory.ts';
import type { CompiledModel, Knob, Sampler, StepReport } from '../../core/train/engine.ts';
import type { Matrix } from '../../core/train/records.ts';
import { checkFit } from '../snapshotNames.ts';
import type { TfjsModel } from '../tfjs/tfjsModel.ts';
import type { ReadoutRule } from './readoutRule.ts';

const sumsName = 'readout/sums';

/** A model of fixed cells whose V and c are, after each batch, those that a rule has learnt from all batches so far. */
export class ReadoutModel implements CompiledModel {
  /** Whether its readout is of sums that it does not have: it can be used, and not learn on. */
  private solvedElsewhere = false;

  /** @param inner the same model: it drives the reservoirs, measures, and carries the state */
  constructor(protected readonly inner: TfjsModel, private readonly rule: ReadoutRule, private readonly washout: number) {}

  async run(batch: Batch): Promise<StepReport> {
    if (this.solvedElsewhere) throw new Error('This checkpoint has a readout, but not what it was learnt from, so that it cannot learn on: train a new one.');
    const own = washedOut(batch, this.washout);
    if (countIn(own.y, own.batchSize) === 0) throw new Error(`\`washout\` leaves nothing of a sequence of ${batch.tau} steps to learn from: lower it, or raise \`tau\`.`);
    return this.report(await this.learn(own));
  }

  evaluate(batches: AsyncIterable<Batch>): Promise<number> {
    return this.inner.evaluate(washedOutEach(batches, this.washout));
  }

  predict(batch: Batch): Promise<Matrix> {
    return this.inner.predict(batch);
  }

  probe(batch: Batch): Promise<Readonly<Record<string, Matrix>>> {
    return this.inner.probe(batch);
  }

  sampler(): Sampler {
    return this.inner.sampler();
  }

  set(knob: Knob): void {
    throw new Error(`There is no ${knob} to set: the readout is learnt by least squares.`);
  }

  async snapshot(): Promise<Snapshot> {
    return { ...await this.inner.snapshot(), [sumsName]: this.rule.save() };
  }

  restore({ [sumsName]: sums, ...snapshot }: Snapshot): void {
    if (sums) checkFit({ [sumsName]: sums }, { [sumsName]: this.rule.shape });
    this.inner.restore(snapshot);
    this.solvedElsewhere = sums === undefined;
    if (sums) this.rule.restore(sums.data);
  }

  dispose(): void {
    this.inner.dispose();
  }

  protected async learn(batch: Batch): Promise<SeenRows> {
    if (batch.y.kind !== 'rows') throw new Error('A readout learnt by least squares needs targets that are numbers.');
    const seen = await seenRows(this.inner, batch, batch.y);
    this.rule.add(seen.h, seen.y);
    return this.adopt(seen);
  }

  /** V and c are those of the rule. */
  protected adopt(seen: SeenRows): SeenRows {
    const weights = Float32Array.from(this.rule.weights());
    const rows = seen.features * seen.outputs;
    this.inner.replace({ V: weights.subarray(0, rows), ...(rows < weights.length && { c: weights.subarray(rows) }) }, 1);
    return seen;
  }

  /** The loss of a batch with the readout as it is now, and its gradient by that: nothing flows back any further. */
  private report({ h, y, features, outputs }: SeenRows): StepReport {
    const weights = Float32Array.from(this.rule.weights());
    const bias = weights.length > features * outputs;
    const [rows, slopes] = [y.length / outputs, new Float64Array(weights.length)];
    let loss = 0;
    for (let t = 0; t < rows; t++) {
      for (let k = 0; k < outputs; k++) {
        let error = (bias ? weights[features * outputs + k]! : 0) - y[t * outputs + k]!;
        for (let i = 0; i < features; i++) error += h[t * features + i]! * weights[i * outputs + k]!;
        loss += error ** 2 / y.length;
        const slope = 2 * error / y.length;
        for (let i = 0; i < features; i++) slopes[i * outputs + k] = slopes[i * outputs + k]! + slope * h[t * features + i]!;
        if (bias) slopes[features * outputs + k] = slopes[features * outputs + k]! + slope;
      }
    }
    const norm = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
    const gradNorms = { V: norm(slopes.subarray(0, features * outputs)), ...(bias && { c: norm(slopes.subarray(features * outputs)) }) };
    const gradNorm = norm(slopes);
    return { loss, gradNorm, clippedNorm: gradNorm, gradNorms };
  }
}

/** What the readout reads, and what it is to say, of the rows whose output counts. */
export interface SeenRows {
  /** `[rows, features]` */
  readonly h: Float32Array;
  /** `[rows, outputs]` */
  readonly y: Float32Array;
  readonly features: number;
  readonly outputs: number;
}

/** Sequence after sequence. */
export async function seenRows(inner: TfjsModel, batch: Batch, { data, mask, size, tau }: Rows): Promise<SeenRows> {
  const counted = Array.from({ length: batch.batchSize * tau }, (_, row) => row).filter((row) => mask?.[row] !== 0);
  const place = new Int32Array(batch.batchSize * tau).fill(-1);
  counted.forEach((row, i) => { place[row] = i; });
  let h: Float32Array | undefined;
  for await (const { from, steps, features } of inner.readoutFeatures(batch, solvedStretch)) {
    const width = features.length / (batch.batchSize * steps);
    h ??= new Float32Array(counted.length * width);
    for (let b = 0; b < batch.batchSize; b++) {
      for (let t = 0; t < steps; t++) {
        const at = place[b * tau + from + t]!;
        if (at >= 0) h.set(features.subarray((b * steps + t) * width, (b * steps + t + 1) * width), at * width);
      }
    }
  }
  const y = new Float32Array(counted.length * size);
  counted.forEach((row, i) => { y.set(data.subarray(row * size, (row + 1) * size), i * size); });
  return { h: h!, y, features: h!.length / counted.length, outputs: size };
}

async function* washedOutEach(batches: AsyncIterable<Batch>, washout: number): AsyncGenerator<Batch> {
  for await (const batch of batches) yield washedOut(batch, washout);
}
