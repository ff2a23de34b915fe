import { openData } from '../core/data/open.ts';
import type { ReadFile } from '../core/data/open.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkGradients, checkable } from '../core/train/checkGradients.ts';
import type { GradientCheck } from '../core/train/checkGradients.ts';
import { startFloat64 } from '../engine/tfjs/float64.ts';
import { traceOwnCells } from '../engine/traceOwnCells.ts';

// The entry of dist/float64.js, in which every Float32Array is a Float64Array: for checks that rounding would hide.

export { isRight } from '../core/train/checkGradients.ts';
/** Of a cell that a person wrote: all that is looked at, what listens to its operations, and what its test imports. */
export { checkCell, goes } from './own/checks/checkCell.ts';
export { Recorder } from './own/recorder.ts';
export { testModule } from './own/testModule.ts';
/** What a person's cell imports from 'unfold' to be checked here. */
export { unfoldModule } from './own/unfoldModule.ts';

const engine = startFloat64();

/** The gradient of each parameter of an experiment beside finite differences. @throws Error, a sentence */
export async function* checkExperiment(experiment: ResolvedExperiment, readFile: ReadFile, directions?: number): AsyncGenerator<GradientCheck> {
  const small = checkable(experiment);
  const data = await openData(small, readFile);
  yield* checkGradients(await traceOwnCells(small, data), data, engine, directions);
}
