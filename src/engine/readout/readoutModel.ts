import type { Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { countIn } from '../../core/data/batch.ts';
import type { Batch } from '../../core/data/batch.ts';
import { washedOut } from '../../core/data/washout.ts';
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

  /** @param inner the same model with a learning rate of 0: it measures, and carries the state */
  constructor(private readonly inner: TfjsModel, private readonly rule: ReadoutRule, private readonly washout: number) {}

  async run(batch: Batch): Promise<StepReport> {
    if (this.solvedElsewhere) throw new Error('This checkpoint has a readout, but not what it was learnt from, so that it cannot learn on: train a new one.');
    const own = washedOut(batch, this.washout);
    await this.learn(own);
    return this.inner.run(own);
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

  private async learn(batch: Batch): Promise<void> {
    if (batch.y.kind !== 'rows') throw new Error('A readout learnt by least squares needs targets that are numbers.');
    const h = await this.inner.readoutFeatures(batch);
    const counted = countedRows(h, batch.y.data, batch.y.mask, batch.batchSize * batch.y.tau);
    if (countIn(batch.y, batch.batchSize) === 0) throw new Error(`\`washout\` leaves nothing of a sequence of ${batch.tau} steps to learn from: lower it, or raise \`tau\`.`);
    this.rule.add(counted.h, counted.y);
    const weights = Float32Array.from(this.rule.weights());
    const rows = h.length / (batch.batchSize * batch.tau) * batch.y.size;
    this.inner.replace({ V: weights.subarray(0, rows), ...(rows < weights.length && { c: weights.subarray(rows) }) });
  }
}

/** The rows whose output counts. */
function countedRows(h: Float32Array, y: Float32Array, mask: Float32Array | undefined, rows: number): { h: Float32Array; y: Float32Array } {
  if (!mask) return { h, y };
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => mask[row] !== 0);
  return { h: select(h, rows, kept), y: select(y, rows, kept) };
}

function select(data: Float32Array, rows: number, kept: readonly number[]): Float32Array {
  const width = data.length / rows;
  const selected = new Float32Array(kept.length * width);
  kept.forEach((row, i) => { selected.set(data.subarray(row * width, (row + 1) * width), i * width); });
  return selected;
}

async function* washedOutEach(batches: AsyncIterable<Batch>, washout: number): AsyncGenerator<Batch> {
  for await (const batch of batches) yield washedOut(batch, washout);
}
