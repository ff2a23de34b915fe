import type { DataMemory } from '../checkpoint/checkpoint.ts';
import { split, type RandomStream } from '../math/random.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import type { Task } from '../tasks/task.ts';
import type { CompiledModel } from '../train/engine.ts';
import type { Note, PredictionSample } from '../train/records.ts';
import type { Batch } from './batch.ts';
import type { DataSource, Sampling } from './source.ts';

/** So many validation sequences are shown in a sample. */
const mostShown = 100;

/** A generated task: fresh sequences for training, and a set of others, drawn again each time, for validation. */
export class TaskSource implements DataSource {
  readonly notes: readonly Note[] = [];
  readonly memory: DataMemory = {};
  readonly #random: RandomStream;

  constructor(private readonly task: Task, private readonly experiment: ResolvedExperiment, private readonly validationSequences: number) {
    this.#random = split(experiment.seed, 'data');
  }

  get inputSize(): number {
    return this.task.inputSize;
  }

  get outputSize(): number {
    return this.task.outputSize;
  }

  next(): Batch {
    return this.#draw(this.experiment.training.batchSize, this.#random);
  }

  validation(): Iterable<Batch> {
    return this.#held(this.validationSequences);
  }

  probe(): Batch {
    return this.#draw(1, this.#heldRandom());
  }

  describe({ tau, x, y }: Batch): { inputs: string[]; targets: string[] } {
    const rows = Array.from({ length: tau }, (_, t) => Float32Array.from(x.data.subarray(t * x.size, (t + 1) * x.size)));
    const targets = Array.from(y.data.subarray(0, y.size), value => value.toFixed(2));
    return { inputs: rows.map(row => this.task.describe(row)), targets };
  }

  /** Validation sequences: the answer beside the model's. */
  async sample(model: Pick<CompiledModel, 'predict'>, { step, breathe }: Sampling): Promise<PredictionSample> {
    const target: number[] = [];
    const prediction: number[] = [];
    for (const batch of this.#held(Math.min(this.validationSequences, mostShown))) {
      await breathe();
      target.push(...batch.y.data);
      prediction.push(...(await model.predict(batch)).data);
    }
    return { kind: 'prediction', step, label: this.task.label, start: 0, target, prediction };
  }

  cursor(): string {
    return this.#random.save();
  }

  seek(cursor: string): void {
    this.#random.restore(cursor);
  }

  #heldRandom(): RandomStream {
    return split(this.experiment.seed, 'data', 1);
  }

  *#held(sequences: number): Iterable<Batch> {
    const random = this.#heldRandom();
    const { batchSize } = this.experiment.training;
    for (let left = sequences; left > 0; left -= batchSize) yield this.#draw(Math.min(left, batchSize), random);
  }

  #draw(batchSize: number, random: RandomStream): Batch {
    const { tau } = this.experiment.training;
    const { inputSize, outputSize } = this.task;
    const x = new Float32Array(batchSize * tau * inputSize);
    const y = new Float32Array(batchSize * outputSize);
    for (let b = 0; b < batchSize; b++) {
      const sequence = this.task.draw(tau, random);
      x.set(sequence.x, b * tau * inputSize);
      y.set(sequence.y, b * outputSize);
    }
    return {
      batchSize, tau, continues: false,
      x: { kind: 'rows', size: inputSize, tau, data: x },
      y: { kind: 'rows', size: outputSize, tau: 1, data: y },
    };
  }
}
