import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/core/data/batch.ts';
import { openData } from '../../src/core/data/open.ts';
import { relativeError } from '../../src/core/math/gradientCheck.ts';
import { recurrent } from '../../src/core/models/recurrent.ts';
import type { CellSpec } from '../../src/core/spec/experiment.ts';
import { firstSequence } from '../../src/engine/firstSequence.ts';
import { pack, unpack } from '../../src/engine/remote/packing.ts';
import { treeCells } from '../core/cells/trees.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { gradientOf, planOf } from './lib/unequal.ts';
import { startPlanned } from './planned/start.ts';
import { start } from './tfjs/start.ts';

const plan = planOf('crossEntropy');

/** Batches of ListOps. */
async function listOps(batchSize: number, shape = 'parsed'): Promise<() => Batch> {
  const experiment = experimentOf({
    data: { kind: 'task', task: 'listOps', arguments: 3, symbols: 16, ...(shape !== 'parsed' && { shape: shape as 'chain' }) }, training: { batchSize, tau: 31 },
  });
  const source = await openData(experiment, filesOf({}));
  return () => source.next();
}

const modelOf = (cell: CellSpec, { x }: Batch, hiddenSize = 6) => recurrent({ layers: [{ cell, hiddenSize }, { cell, hiddenSize }], output: 'last', inputSize: x.size, outputSize: 10 });

describe.each(treeCells)('a batch of trees: $name', ({ spec, gates }) => {
  it('has the mean loss and gradient of its trees one by one, on WebAssembly to 1e-5', async () => {
    const engine = await start('wasm');
    const batch = (await listOps(4))();
    const compile = () => engine.compile(modelOf(spec, batch), plan, 1);
    const parts = await Promise.all(Array.from({ length: 4 }, (_, b) => b).map((b) => gradientOf(compile, firstSequence(from(batch, b)))));
    const mean = parts[0]!.map((_, i) => parts.reduce((sum, part) => sum + part[i]! / 4, 0));
    expect(relativeError(await gradientOf(compile, batch), mean)).toBeLessThan(1e-5);
  });

  it('is looked at node by node: h, its gradient and every gate has a row for each node of the first tree', async () => {
    const engine = await start('wasm');
    const next = await listOps(3);
    const batch = [next(), next(), next()].find(({ x }) => x.mask?.subarray(0, x.tau).includes(0))!;
    const model = await engine.compile(modelOf(spec, batch), plan, 1);
    const seen = await model.probe(batch);
    const nodes = batch.trees!.nodes[0]!;
    expect(nodes).toBeLessThan(batch.tau);
    for (const layer of [0, 1]) for (const value of ['h', 'dh', ...gates.map((gate) => `gate.${gate}`)]) expect(seen[`layers.${layer}.${value}`]!.shape, value).toEqual([nodes, 6]);
    expect([seen.o!.shape, seen.loss!.shape]).toEqual([[1, 10], [1]]);
    model.dispose();
  });
});

/** The batch without its first b sequences. */
function from({ batchSize, x, y, trees, ...batch }: Batch, b: number): Batch {
  const { tau, arity, children, nodes } = trees!;
  return {
    ...batch, batchSize: batchSize - b,
    x: { ...x, data: x.data.slice(b * tau), ...(x.mask && { mask: x.mask.slice(b * tau) }) } as Batch['x'],
    y: { ...y, data: y.data.slice(b) } as Batch['y'],
    trees: { batchSize: batchSize - b, tau, arity, children: children.slice(b * tau * arity), nodes: nodes.slice(b) },
  };
}

it('trees reach an engine elsewhere as they are', async () => {
  const batch = (await listOps(3))();
  expect(unpack(pack(batch))).toEqual(batch);
});

it('a cell of sequences reads the nodes of a tree in order, planned as well', async () => {
  const batch = (await listOps(3))();
  const { trees: _, ...sequences } = batch;
  const engine = await startPlanned(1);
  const lstm: CellSpec = { kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser: 'orthogonal' };
  const compile = () => engine.compile(modelOf(lstm, batch), plan, 1);
  expect(await gradientOf(compile, batch)).toEqual(await gradientOf(compile, sequences));
});

it('training leaves no tensor behind', async () => {
  const { memory } = await import('@tensorflow/tfjs-core');
  const engine = await start('wasm');
  const next = await listOps(4);
  const model = await engine.compile(modelOf(treeCells[1]!.spec, next()), plan, 1);
  await model.run(next());
  const before = memory().numTensors;
  for (let i = 0; i < 3; i++) await model.run(next());
  expect(memory().numTensors).toBe(before);
  model.dispose();
});

it('thirty-two trees take far less than thirty-two times the time of one', async () => {
  const engine = await start('wasm');
  const [one, many] = await Promise.all([listOps(1), listOps(32)]);
  const model = await engine.compile(modelOf(treeCells[1]!.spec, many(), 64), plan, 1);
  const time = async (batch: Batch) => {
    const begin = performance.now();
    await model.run(batch);
    return performance.now() - begin;
  };
  let [alone, together] = [Infinity, Infinity];
  for (let i = 0; i < 8; i++) {
    alone = Math.min(alone, await time(one()));
    together = Math.min(together, await time(many()));
  }
  model.dispose();
  expect(together / alone, `one tree ${alone.toFixed(1)} ms, thirty-two ${together.toFixed(1)} ms`).toBeLessThan(16);
});
