import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import { split } from '../../../src/core/math/random.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import type { Backpropagation, CellSpec } from '../../../src/core/spec/experiment.ts';
import type { CompiledModel, Engine } from '../../../src/core/train/engine.ts';
import { classes, eachOf, textBatch, textPlan } from '../tfjs/batches.ts';
import { start } from '../tfjs/start.ts';
import { startPlanned } from './start.ts';

// Back-propagation takes 256 rows at a time: of 64 sequences, on two threads, eight steps. Skips from one span to another, and further than a batch.
const [B, tau] = [64, 12];
const skipOf = (delay: number, connections: 'both' | 'skip'): CellSpec => ({ kind: 'skip', delay, connections, recurrentInitialiser: 'orthogonal' });
const modelOf = (cell: CellSpec) => recurrent({ layers: [{ cell, hiddenSize: 3 }, { cell, hiddenSize: 4 }], output: 'each', inputSize: classes, outputSize: classes });

/** Goes on from the batch before it; with holes, in each sequence at its own steps. */
function stream(seed: number, holes: boolean): Batch {
  const batch = textBatch(seed, { B, tau, continues: seed > 0 });
  const random = split(seed, 'noise');
  return holes ? { ...batch, x: { ...batch.x, mask: Float32Array.from({ length: B * tau }, () => Number(random.uniform() < 0.6)) } } : batch;
}

const compiled = (engine: Engine, cell: CellSpec, backpropagation: Backpropagation, seed = 1): Promise<CompiledModel> =>
  engine.compile(modelOf(cell), { ...textPlan, backpropagation }, seed);

/** Losses, norms, and all numbers of a checkpoint, the states that are carried on among them. */
async function trained(model: CompiledModel, holes: boolean, from = 0): Promise<number[]> {
  const numbers: number[] = [];
  for (let seed = from; seed < from + 3; seed++) {
    const { loss, gradNorms } = await model.run(stream(seed, holes));
    numbers.push(loss, ...Object.values(gradNorms));
  }
  const snapshot = await model.snapshot();
  for (const name of Object.keys(snapshot).sort()) numbers.push(...snapshot[name]!.data);
  return numbers;
}

const full: Backpropagation = { kind: 'full' };

describe('skips through time, planned', () => {
  it.each([
    [9, 'both', full, false], [9, 'both', { kind: 'truncated', k1: 5, k2: 7 }, true], [30, 'skip', full, true],
  ] as const)('one of %d, connections "%s", trains over a stream as TensorFlow.js does: %o, holes: %o', async (delay, connections, way, holes) => {
    const found = [];
    for (const engine of [await startPlanned(2), await start('cpu')]) {
      const model = await compiled(engine, skipOf(delay, connections), way);
      found.push(await trained(model, holes));
      model.dispose();
    }
    expect(relativeError(found[0]!, found[1]!)).toBeLessThan(1e-5);
  });

  it('one of 30 goes on from a snapshot with the same bits, and from one of TensorFlow.js; evaluates and samples as that does', async () => {
    const cell = skipOf(30, 'both');
    const [planned, tfjs] = [await startPlanned(1), await start('wasm')];
    const [mine, theirs] = [await compiled(planned, cell, full), await compiled(tfjs, cell, full)];
    for (const model of [mine, theirs]) await trained(model, true);
    const [again, across] = [await compiled(planned, cell, full, 5), await compiled(planned, cell, full, 6)];
    await again.restore(await mine.snapshot());
    await across.restore(await theirs.snapshot());
    const next = [];
    for (const model of [mine, again, theirs, across]) {
      const sampler = model.sampler();
      const sampled: number[] = [];
      for (let i = 0; i < 40; i++) sampled.push(...await sampler.next(i % classes));
      sampler.dispose();
      sampled.push(await model.evaluate(eachOf(stream(0, true), stream(7, true), stream(8, false))));
      next.push([...sampled, ...await trained(model, true, 3)]);
      model.dispose();
    }
    expect(next[1]).toEqual(next[0]);
    for (const numbers of next.slice(2)) expect(relativeError(numbers, next[0]!)).toBeLessThan(1e-5);
  });
});
