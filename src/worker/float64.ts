import { openData } from '../core/data/open.ts';
import type { ReadFile } from '../core/data/open.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkGradients, checkable } from '../core/train/checkGradients.ts';
import type { GradientCheck } from '../core/train/checkGradients.ts';
import { startFloat64 } from '../engine/tfjs/float64.ts';

// The entry of dist/float64.js, in which every Float32Array is a Float64Array: for checks that rounding would hide.

export { isRight } from '../core/train/checkGradients.ts';

const engine = startFloat64();

/** The gradient of each parameter of an experiment beside finite differences. @throws Error, a sentence */
export async function* checkExperiment(experiment: ResolvedExperiment, readFile: ReadFile, directions?: number): AsyncGenerator<GradientCheck> {
  const small = checkable(experiment);
  yield* checkGradients(small, await openData(small, readFile), engine, directions);
}
