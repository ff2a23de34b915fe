import { describe, expect, it } from 'vitest';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { Batch } from '../../../src/core/data/batch.ts';
import type { Model } from '../../../src/core/models/model.ts';
import type { Engine, TrainingPlan } from '../../../src/core/train/engine.ts';
import { fusedCellSpecs, nameOf } from '../../core/cells/experiments.ts';
import { rowBatch, rowPlan, textBatch, textPlan } from '../tfjs/batches.ts';
import { rowModel, textModel } from '../tfjs/models.ts';
import { start } from '../tfjs/start.ts';
import { startPlanned } from './start.ts';

const cases = fusedCellSpecs.flatMap((cell) => [1, 2, 3].map((threads) => ({ name: nameOf(cell), cell, threads })));

/** Losses, norms, and all numbers of a checkpoint after five steps. */
async function trained(engine: Engine, model: Model, plan: TrainingPlan, batches: readonly Batch[]): Promise<number[]> {
  const compiled = await engine.compile(model, plan, 1);
  const numbers: number[] = [];
  for (const batch of batches) {
    const { loss, gradNorms, clippedNorm } = await compiled.run(batch);
    numbers.push(loss, clippedNorm, ...Object.values(gradNorms));
  }
  const snapshot = await compiled.snapshot();
  for (const name of Object.keys(snapshot).sort()) numbers.push(...snapshot[name]!.data);
  compiled.dispose();
  return numbers;
}

describe.each(cases)('planned on $threads threads: $name trains as TensorFlow.js does', ({ cell, threads }) => {
  it('on classes, two layers, the state carried over', async () => {
    const batches = [0, 1, 2, 3, 4].map((seed) => textBatch(seed, { B: 3, tau: 5, continues: seed > 0 }));
    const [planned, plain] = [await startPlanned(threads), await start('cpu')];
    expect(relativeError(await trained(planned, textModel(cell, 2), textPlan, batches), await trained(plain, textModel(cell, 2), textPlan, batches))).toBeLessThan(1e-5);
  });

  it('on classes, read both ways by two layers', async () => {
    const batches = [0, 1, 2].map((seed) => textBatch(seed, { B: 3, tau: 5 }));
    const [planned, plain] = [await startPlanned(threads), await start('cpu')];
    const model = textModel(cell, 2, 'both');
    expect(relativeError(await trained(planned, model, textPlan, batches), await trained(plain, model, textPlan, batches))).toBeLessThan(1e-5);
  });

  it('on numbers, one output at the end', async () => {
    const batches = [0, 1, 2, 3, 4].map((seed) => rowBatch(seed));
    const [planned, plain] = [await startPlanned(threads), await start('cpu')];
    expect(relativeError(await trained(planned, rowModel(cell), rowPlan, batches), await trained(plain, rowModel(cell), rowPlan, batches))).toBeLessThan(1e-5);
  });
});
