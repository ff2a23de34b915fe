import { expect } from 'vitest';
import type { DataSource } from '../../../src/core/data/source.ts';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';
import { compileModel, modelOf } from '../../../src/core/train/compileModel.ts';
import { start } from '../../engine/tfjs/start.ts';

/** What a model begins with, and what it costs at three updates. */
export interface Learnt {
  /** Of every parameter, by its name. */
  readonly shapes: readonly string[];
  /** All numbers of those, in the order in which they are drawn. */
  readonly first: readonly number[];
  readonly losses: readonly number[];
}

/** By the seed of the experiment, on TensorFlow.js. */
export async function learntIn(experiment: ResolvedExperiment, source: DataSource): Promise<Learnt> {
  const { parameters } = modelOf(experiment, source);
  const compiled = await compileModel(experiment, source, await start('cpu'));
  try {
    const begun = await compiled.snapshot();
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push((await compiled.run(source.next())).loss);
    return { shapes: parameters.map(({ name, shape }) => `${name} ${shape.join('×')}`), first: parameters.flatMap(({ name }) => [...begun[name]!.data]), losses };
  } finally {
    compiled.dispose();
  }
}

/** Expects a cell to be a built-in one: the same parameters, which begin with the same numbers, and the same losses. @param isRenamed whether its parameters have other names */
export function expectSame(own: Learnt, builtIn: Learnt, isRenamed: boolean): void {
  if (!isRenamed) expect(own.shapes).toEqual(builtIn.shapes);
  expect(own.first).toEqual(builtIn.first);
  expect(builtIn.losses[0]).not.toBe(builtIn.losses[2]);
  own.losses.forEach((loss, i) => expect(Math.abs(loss / builtIn.losses[i]! - 1)).toBeLessThan(1e-6));
}
