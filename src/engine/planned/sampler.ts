import type { Batch, Indices, Rows } from '../../core/data/batch.ts';
import type { Sampler } from '../../core/train/engine.ts';
import type { Passes } from './passes.ts';
import { readOutputs } from './sequences.ts';
import type { CarriedState } from './states.ts';

/** Reads one input at a time, B = 1, and keeps the state in between. */
export class PlannedSampler implements Sampler {
  #state: CarriedState | undefined;

  constructor(private readonly passes: Passes) {}

  async next(x: number | Float32Array): Promise<Float32Array> {
    const { shape, spaces, lastStates } = this.passes.run(single(inputOf(x), this.passes.plan.spec.inputSize), this.#state, 'outputs');
    this.#state = lastStates();
    return readOutputs(this.passes.memory, this.passes.plan, shape, spaces);
  }

  dispose(): void {
    this.#state = undefined;
  }
}

const inputOf = (x: number | Float32Array): Int32Array | Float32Array => (typeof x === 'number' ? Int32Array.of(x) : x);

/** One step of one sequence. Nothing is measured, so that there are no targets. */
function single(data: Int32Array | Float32Array, size: number): Batch {
  const x: Indices | Rows = data instanceof Int32Array ? { kind: 'indices', size, tau: 1, data } : { kind: 'rows', size, tau: 1, data };
  return { batchSize: 1, tau: 1, x, y: { kind: 'indices', size: 1, tau: 0, data: new Int32Array(0) }, continues: false };
}
