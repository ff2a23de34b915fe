import { env, profile } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/core/data/batch.ts';
import { treesOf } from '../../../src/core/data/taskBatch.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import { estimateMemory } from '../../../src/core/spec/memory.ts';
import type { Sizes } from '../../../src/core/spec/needs.ts';
import { takesForcing } from '../../../src/core/spec/ownOutput.ts';
import { outputReads } from '../../../src/core/spec/outputReads.ts';
import { split } from '../../../src/core/math/random.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { ReadoutEngine } from '../../../src/engine/readout/readoutEngine.ts';
import type { TfjsEngine } from '../../../src/engine/tfjs/tfjsEngine.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { answersEnd } from '../../../src/engine/planned/answers.ts';
import { Member } from '../../../src/engine/planned/member.ts';
import { planSpec } from '../../../src/engine/planned/plan.ts';
import { kernelModule } from '../../engine/planned/start.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';
import { treeCells } from '../cells/trees.ts';
import { start } from '../../engine/tfjs/start.ts';
import { adding, resolved } from './texts.ts';

env().set('CHECK_COMPUTATION_FOR_ERRORS', false); // while it profiles, TensorFlow.js else looks at every number of every result

const size = 20;
const textSizes: Sizes = { inputSize: size, outputSize: size };
const addingSizes: Sizes = { inputSize: 2, outputSize: 1 };

function batchOf(batchSize: number, tau: number): Batch {
  const characters = { kind: 'indices', size, tau, data: new Int32Array(batchSize * tau) } as const;
  return { batchSize, tau, continues: false, x: characters, y: characters };
}

/** Of the adding problem: eight sequences of 32. */
const addingBatch: Batch = {
  batchSize: 8, tau: 32, continues: false, x: { kind: 'rows', size: 2, tau: 32, data: new Float32Array(8 * 32 * 2) }, y: { kind: 'rows', size: 1, tau: 1, data: new Float32Array(8) },
};

/** Bytes that one parameter update holds at its peak, as TensorFlow.js counts them. What a validation takes of the same batch, running freely where the model can, is less. */
async function measured(device: 'wasm' | 'cpu', { model, training }: ReturnType<typeof resolved>, sizes = textSizes, batch = batchOf(training.batchSize, training.tau), forcing = 1): Promise<number> {
  const engine = await start(device);
  const compiled = await engine.compile(recurrent({ ...model, loss: training.loss, ...sizes }, engine.unroll), training, 1);
  compiled.set('teacherForcing', forcing);
  const peakOf = async (work: () => Promise<unknown>): Promise<number> => (await profile(async () => { await work(); })).peakBytes; // TensorFlow.js has one such record
  const update = await peakOf(() => compiled.run(batch));
  const validation = await peakOf(() => compiled.evaluate(once(batch), takesForcing(model) ? 0 : undefined));
  compiled.dispose();
  expect(validation).toBeGreaterThan(0);
  expect(validation).toBeLessThan(update);
  return update;
}

async function* once(batch: Batch): AsyncGenerator<Batch> {
  yield batch;
}

function experimentOf(engine: string, device: string, cell: object, optimiser: string, hiddenSize: number, batchSize: number, tau: number) {
  const layers = [{ cell, hiddenSize }];
  return resolved({ engine, device, model: { layers }, training: { batchSize, tau, optimiser: { kind: optimiser } } });
}

/** Bytes from the first to the last that the plan names. */
async function planned({ model, training }: ReturnType<typeof resolved>, threads: number, sizes = textSizes): Promise<number> {
  const spec = planSpec(recurrent({ ...model, ...sizes }), training, threads);
  const member = new Member({ trade: 'planned', module: await kernelModule(false), memory: new WebAssembly.Memory({ initial: 1 }), spec, thread: 0 });
  return member.spaces({ tau: training.tau, B: training.batchSize, xIndices: true, yIndices: true, xMasked: false, yMasked: false, looked: false, members: threads }).end - answersEnd(threads);
}

const cases = [
  ['tanh', 'sgd', 32, 8, 32],
  ['tanh', 'adam', 64, 2, 8],
  ['lstm', 'adam', 32, 8, 32],
  ['lstm', 'rmsprop', 96, 1, 16],
  ['gru', 'adam', 64, 4, 24],
  ['gru', 'sgd', 16, 16, 4],
] as const;

describe.each(['wasm', 'cpu'] as const)('within a third of what an update takes on TensorFlow.js, device "%s"', (device) => {
  test.each(cases)('%s, %s, %d units, batch %d, tau %d', async (kind, optimiser, hiddenSize, batchSize, tau) => {
    const experiment = experimentOf('tfjs', device, { kind }, optimiser, hiddenSize, batchSize, tau);
    expectFair(experiment, await measured(device, experiment));
  });

  test.each(cellSpecs.map(cell => [nameOf(cell), cell] as const))('%s, small and large', async (_, cell) => {
    for (const experiment of [experimentOf('tfjs', device, cell, 'adam', 24, 8, 24), experimentOf('tfjs', device, cell, 'sgd', 64, 2, 12)]) {
      expectFair(experiment, await measured(device, experiment));
    }
  });

  test('a skip whose states are most of it', async () => {
    const experiment = experimentOf('tfjs', device, { kind: 'skip', delay: 60 }, 'adam', 24, 8, 24);
    expectFair(experiment, await measured(device, experiment));
  });

  test.each(cellSpecs.filter(cell => cellFacts(cell).onlyH && !cellFacts(cell).fixed).map(cell => [nameOf(cell), cell] as const))('%s with the regulariser Ω', async (_, cell) => {
    const experiment = resolved({ engine: 'tfjs', device, model: { layers: [{ cell, hiddenSize: 24 }] }, training: { batchSize: 8, tau: 24, omega: 1 } });
    expectFair(experiment, await measured(device, experiment));
  });

  test.each([{ direction: 'both' }, { dropout: 0.3 }, { depth: { input: 1, hidden: 2, skip: true } }])('an LSTM layer with %o', async (options) => {
    const layers = [{ cell: { kind: 'lstm' }, hiddenSize: 32, ...options }];
    const experiment = resolved({ engine: 'tfjs', device, data: adding, model: { layers }, training: { batchSize: 8, tau: 32, loss: 'meanSquaredError' } });
    expectFair(experiment, await measured(device, experiment, addingSizes, addingBatch), addingSizes);
  });

  test.each([['both', 'lstm', 'always'], ['both', 'lstm', 'never'], ['output', 'tanh', 'always']])('a model that carries %s, of %s, given the target %s', async (recurrence, kind, forcing) => {
    const layers = [{ cell: { kind }, hiddenSize: 32 }];
    const experiment = resolved({ engine: 'tfjs', device, data: { kind: 'task', task: 'embeddedReber' }, model: { layers, recurrence }, training: { batchSize: 8, tau: 32, teacherForcing: { kind: forcing } } });
    expectFair(experiment, await measured(device, experiment, textSizes, batchOf(8, 32), Number(forcing === 'always')));
  });
});

describe.each(['wasm', 'cpu'] as const)('an encoder and a decoder, device "%s"', (device) => {
  const answerSizes: Sizes = { inputSize: 11, outputSize: 11, sourceSize: size };
  test.each([
    [undefined, 'initialState', 32, 8, 16, 'always'], [undefined, 'both', 24, 4, 24, 'always'], ['additive', 'initialState', 16, 8, 24, 'always'], ['additive', 'input', 64, 4, 24, 'always'], ['dotProduct', 'both', 32, 8, 16, 'always'],
    [undefined, 'initialState', 32, 8, 16, 'never'], ['additive', 'both', 32, 8, 24, 'never'],
  ] as const)('attention %s, C as %s, %d units, batch %d, tau %d, given the target %s', async (kind, as, hiddenSize, batchSize, tau, forcing) => {
    const layers = [{ cell: { kind: 'gru' }, hiddenSize }];
    const encoder = { layers: [{ ...layers[0], direction: as === 'initialState' ? 'forward' : 'both' }], as, ...(kind && { attention: { kind, size: 48 } }) };
    const experiment = resolved({ engine: 'tfjs', device, data: { kind: 'task', task: 'addition' }, model: { layers, encoder }, training: { batchSize, tau, teacherForcing: { kind: forcing } } });
    const part = (classes: number) => ({ kind: 'indices', size: classes, tau, data: new Int32Array(batchSize * tau) }) as const;
    const batch: Batch = { batchSize, tau, continues: false, x: part(11), y: part(11), source: part(size) };
    expectFair(experiment, await measured(device, experiment, answerSizes, batch, Number(forcing === 'always')), answerSizes);
  });
});

describe.each(['wasm', 'cpu'] as const)('labelled sequences, device "%s"', (device) => {
  const [B, tau, contextSize] = [8, 24, 6];
  test.each([
    ['lstm', { context: { as: 'both' } }], ['tanh', { context: { as: 'initialState' } }], ['timeDelay', { context: { as: 'input' } }], ['lstm', { ending: 'halt' }], ['tanh', { ending: 'length' }], ['timeDelay', { ending: 'length' }],
  ] as const)('%s with %o', async (kind, options) => {
    const lengths = 'ending' in options && options.ending === 'length' ? tau : 0;
    const sizes = { inputSize: size + lengths + 1, outputSize: size + lengths, contextSize, lengths };
    const experiment = resolved({ engine: 'tfjs', device, data: { kind: 'labelled', file: 'names.tsv' }, model: { layers: [{ cell: { kind }, hiddenSize: 32 }], ...options }, training: { batchSize: B, tau } });
    const part = (classes: number) => ({ kind: 'indices', size: classes, tau, data: new Int32Array(B * tau) }) as const;
    const batch: Batch = { batchSize: B, tau, continues: false, x: part(sizes.inputSize), y: part(sizes.outputSize), context: { size: contextSize, data: new Float32Array(B * contextSize) } };
    expectFair(experiment, await measured(device, experiment, sizes, batch), sizes);
  });
});

/** A balanced tree with three children at each node, once for each sequence. */
const bushy = [[], [], [], [0, 1, 2], [], [], [], [4, 5, 6], [], [], [], [8, 9, 10], [3, 7, 11]];

function treeBatch(batchSize: number): Batch {
  const tau = bushy.length;
  const of = (size: number, tau: number) => ({ kind: 'indices', size, tau, data: new Int32Array(batchSize * tau) }) as const;
  return { batchSize, tau, continues: false, x: of(14, tau), y: of(10, 1), trees: treesOf(Array<number[][]>(batchSize).fill(bushy), tau, 3) };
}

test.each(treeCells.flatMap(({ name, spec }) => [[24, 8], [64, 2], [48, 32]].map(([n, B]) => [name, n!, B!, spec] as const)))('%s, %d units, batch %d, of trees', async (_, hiddenSize, batchSize, cell) => {
  const sizes: Sizes = { inputSize: 14, outputSize: 10 };
  const data = { kind: 'task', task: 'listOps', arguments: 3, symbols: 13 };
  const experiment = resolved({ engine: 'tfjs', device: 'cpu', data, model: { layers: [{ cell, hiddenSize }] }, training: { batchSize, tau: bushy.length } });
  expectFair(experiment, await measured('cpu', experiment, sizes, treeBatch(batchSize)), sizes);
});

/** Most of what is held is of the classes. */
describe('a vocabulary of words', () => {
  const words: Sizes = { inputSize: 600, outputSize: 600 };
  const ofWords = (engine: string, device: string) => experimentOf(engine, device, { kind: 'lstm' }, 'adam', 24, 8, 24);
  const wordBatch = (): Batch => {
    const part = { kind: 'indices', size: words.inputSize, tau: 24, data: new Int32Array(8 * 24) } as const;
    return { batchSize: 8, tau: 24, continues: false, x: part, y: part };
  };
  test.each(['wasm', 'cpu'] as const)('on TensorFlow.js, device "%s"', async (device) => {
    expectFair(ofWords('tfjs', device), await measured(device, ofWords('tfjs', device), words, wordBatch()), words);
  });
  test('planned', async () => {
    const experiment = ofWords('planned', 'auto');
    expectFair(experiment, await planned(experiment, 2, words), words, 2);
  });
});

function expectFair(experiment: ReturnType<typeof resolved>, bytes: number, sizes: Sizes = textSizes, threads = 1): void {
  const ratio = estimateMemory(experiment, sizes, threads).total / bytes;
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(4 / 3);
}

/** The scratch of a product with a transpose is left out of the estimate: it does not grow with the batch. */
test.each([
  ['tanh', 'sgd', 128, 32, 64],
  ['lstm', 'adam', 128, 32, 64],
  ['lstm', 'rmsprop', 512, 8, 32],
  ['gru', 'adam', 256, 32, 64],
  ['leaky', 'adam', 128, 32, 64],
  ['peepholeLstm', 'adam', 128, 32, 64],
  ['skip', 'adam', 128, 32, 64],
  ['skip', 'adam', 128, 32, 64, 'both', 1, 200],
  ['lstm', 'adam', 128, 32, 64, 'both'],
  ['tanh', 'adam', 128, 32, 64, 'both', 2],
] as const)('%s, %s, %d units, batch %d, tau %d: within a third of what the plan takes on two threads', async (...[kind, optimiser, hiddenSize, batchSize, tau, direction = 'forward', layers = 1, delay = 5]) => {
  const { model, ...others } = experimentOf('planned', 'auto', { kind, ...(kind === 'skip' && { delay }) }, optimiser, hiddenSize, batchSize, tau);
  const experiment = { ...others, model: { ...model, layers: Array(layers).fill({ ...model.layers[0]!, direction }) } }; // of a text, which nobody may read backward
  expectFair(experiment, await planned(experiment, 2), textSizes, 2);
});

/** Nothing flows back through a reservoir: a stretch of its states is held at a time, and what the readout reads. */
test.each([[24, 700, 1, 1], [64, 300, 4, 1], [100, 1000, 1, 2]])('a readout that is solved for, %d units, tau %d, batch %d, layers %d', async (hiddenSize, tau, batchSize, layers) => {
  const experiment = resolved({
    engine: 'tfjs', data: { kind: 'task', task: 'narma' }, model: { layers: Array(layers).fill({ cell: { kind: 'reservoir', alpha: 0.3, density: 0.5 }, hiddenSize }) },
    training: { batchSize, tau, readout: { kind: 'ridge', lambda: 1e-3, washout: 20, layers: 'all' } },
  });
  const sizes: Sizes = { inputSize: 1, outputSize: 1 };
  const engine = new ReadoutEngine(await start('wasm') as TfjsEngine, await loadKernels(readOnlyPlain, { shared: false }));
  const { model, training } = experiment;
  const compiled = await engine.compile(recurrent({ ...model, outputReads: outputReads(training.readout), loss: training.loss, ...sizes }, engine.unroll), training, 1);
  const random = split(1, 'data');
  const rows = () => ({ kind: 'rows', size: 1, tau, data: Float32Array.from({ length: batchSize * tau }, () => random.uniform(-1, 1)) }) as const;
  const { peakBytes } = await profile(async () => { await compiled.run({ batchSize, tau, continues: false, x: rows(), y: rows() }); });
  compiled.dispose();
  const features = 4 * batchSize * (tau - 20) * (layers * hiddenSize + 1); // beside what TensorFlow.js counts
  expectFair(experiment, peakBytes + features, sizes);
});

test('an echo state network of 1,000 units over 3,000 steps takes some fifty megabytes: no gradient of W, no trajectory', () => {
  const experiment = resolved({ data: { kind: 'task', task: 'narma' }, model: { layers: [{ cell: { kind: 'reservoir' }, hiddenSize: 1000 }] }, training: { batchSize: 1, tau: 3000, readout: { kind: 'ridge', lambda: 1e-3 } } });
  const { gradients, total } = estimateMemory(experiment);
  expect(gradients).toBe(4 * 1001);
  expect(total).toBeGreaterThan(4e7);
  expect(total).toBeLessThan(6e7);
});
