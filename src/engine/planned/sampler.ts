import type { Sampler } from '../../core/train/engine.ts';
import type { Passes } from './passes.ts';
import { SingleStep } from './singleStep.ts';

/** Reads one input at a time, all classes or all rows of numbers, and keeps the state in between. */
export class PlannedSampler implements Sampler {
  #step: SingleStep | undefined;

  constructor(private readonly passes: Passes) {}

  async next(x: number | Float32Array): Promise<Float32Array> {
    this.#step ??= new SingleStep(this.passes, typeof x === 'number');
    return this.#step.run(x);
  }

  dispose(): void {
    this.#step = undefined;
  }
}
