import type { Batch } from '../../../src/core/data/batch.ts';
import { NotFinite, type CompiledModel, type Engine, type Knob, type Sampler, type StepReport } from '../../../src/core/train/engine.ts';
import type { Matrix } from '../../../src/core/train/records.ts';
import type { Snapshot } from '../../../src/core/checkpoint/checkpoint.ts';

/** yHat = a·x + b on the last x of a window, with the exact gradient of the mean squared error and plain gradient descent. */
export class LinearModel implements CompiledModel {
  a = 0;
  b = 0;
  learningRate = 0;
  clipThreshold = Infinity;
  teacherForcing = 1;
  updates = 0;
  evaluations = 0;
  disposed = false;
  /** Work that has begun and not ended: never more than one. */
  #busy = 0;

  async run(batch: Batch): Promise<StepReport> {
    return this.#alone(() => {
      const { loss, a, b } = gradient(this, batch);
      if (!Number.isFinite(loss)) throw new NotFinite('loss', loss);
      const gradNorm = Math.hypot(a, b);
      const scale = Math.min(1, this.clipThreshold / gradNorm);
      this.a -= this.learningRate * scale * a;
      this.b -= this.learningRate * scale * b;
      this.updates++;
      return { loss, gradNorm, clippedNorm: scale * gradNorm, gradNorms: { a: Math.abs(a), b: Math.abs(b) } };
    });
  }

  async evaluate(batches: AsyncIterable<Batch>): Promise<number> {
    this.evaluations++;
    let total = 0;
    let count = 0;
    for await (const batch of batches) {
      total += batch.batchSize * gradient(this, batch).loss;
      count += batch.batchSize;
    }
    return total / count;
  }

  async probe(batch: Batch): Promise<Record<string, Matrix>> {
    return { yHat: await this.predict(batch) };
  }

  async predict(batch: Batch): Promise<Matrix> {
    return { shape: [batch.batchSize, 1, 1], data: Float32Array.from(lastInputs(batch), x => this.a * x + this.b) };
  }

  sampler(): Sampler {
    throw new Error('A forecast has no sampler.');
  }

  set(knob: Knob, value: number): void {
    this[knob] = value;
  }

  async snapshot(): Promise<Snapshot> {
    return this.#alone(() => ({ theta: { shape: [2], data: Float32Array.of(this.a, this.b) } }));
  }

  restore({ theta }: Snapshot): void {
    [this.a, this.b] = [theta!.data[0]!, theta!.data[1]!];
  }

  dispose(): void {
    this.disposed = true;
  }

  /** Begins, lets everybody else have a turn as a real engine does, and ends. */
  async #alone<T>(work: () => T): Promise<T> {
    if (this.#busy++ > 0) throw new Error('Two pieces of work at once.');
    await new Promise(resolve => setImmediate(resolve));
    try {
      return work();
    } finally {
      this.#busy--;
    }
  }
}

export class LinearEngine implements Engine {
  readonly resolved = { device: 'cpu', engine: 'tfjs', threads: 1 } as const;
  readonly notes = [{ level: 'info', message: 'Computes by hand.' }] as const;
  readonly model = new LinearModel();

  async compile(): Promise<CompiledModel> {
    return this.model;
  }
}

function lastInputs({ batchSize, tau, x }: Batch): number[] {
  if (x.kind === 'indices') throw new Error('A line needs numbers.');
  return Array.from({ length: batchSize }, (_, b) => x.data[((b + 1) * tau - 1) * x.size]!);
}

/** Of L = mean (a·x + b − y)²: ∂L/∂a = 2 mean (yHat − y)·x, ∂L/∂b = 2 mean (yHat − y). */
function gradient(model: LinearModel, batch: Batch): { loss: number; a: number; b: number } {
  const sums = { loss: 0, a: 0, b: 0 };
  for (const [index, x] of lastInputs(batch).entries()) {
    const error = model.a * x + model.b - batch.y.data[index]!;
    sums.loss += error ** 2 / batch.batchSize;
    sums.a += 2 * error * x / batch.batchSize;
    sums.b += 2 * error / batch.batchSize;
  }
  return sums;
}
