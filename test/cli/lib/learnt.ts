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
