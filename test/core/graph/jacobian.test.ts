import { expect, it } from 'vitest';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, State } from '../../../src/core/cells/cell.ts';
import { withCode } from '../../../src/core/cells/own.ts';
import type { OwnSizes } from '../../../src/core/cells/own.ts';
import type { Unroll } from '../../../src/core/cells/unroll.ts';
import { treesOf } from '../../../src/core/data/taskBatch.ts';
import { alongTree } from '../../../src/core/graph/alongTree.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import type { GraphModel } from '../../../src/core/graph/graph.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { CellSpec, TeacherForcing } from '../../../src/core/spec/experiment.ts';
import { outputReads } from '../../../src/core/spec/outputReads.ts';
import { chainsOf } from '../../../src/core/spec/chains.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import { forcingAt } from '../../../src/core/train/teacherForcing.ts';
import { float64 } from '../../float64/load.ts';
import { cellSpecs, deepens, forwardSpecs, nameOf } from '../cells/experiments.ts';
import { treeCells } from '../cells/trees.ts';
import type { Tree } from '../cells/trees.ts';

// An edge is drawn exactly where the direct partial derivative of its end by its beginning is not identically zero. Every value goes
// on as a constant plus a shift of zero: its own derivative by a shift is then that of one edge, and never that of a longer path.

const { tf, recurrent, initialise, split, unroll } = float64;
const [tau, tauSource, nSource, n, nC] = [4, 3, 3, 4, 3];
const sizes = { nX: 2, nO: 3 };
/** One place, where a derivative that is zero there is zero everywhere; a unit that does not fire, or a target that is not given, may be another's. */
function placesOf({ layers, teacherForcing, encoder }: GraphModel): number[] {
  if (teacherForcing?.kind === 'constant' && !encoder) return [7, 8, 9, 10, 11, 12];
  return layers.some(({ cell }) => !['tanh', 'leaky', 'skip', 'lstm', 'peepholeLstm', 'gru', 'treeLstm'].includes(cell.kind)) ? [7, 8] : [7];
}
const ways = [{ output: 'each', loss: 'crossEntropy' }, { output: 'last', loss: 'meanSquaredError' }] as const;
const directions = [['forward', 'forward'], ['both', 'both'], ['both', 'backward']] as const;
/** Every way of wiring is tried with these, whose states differ; every other cell in one forward stack and in one that also reads backward. */
const thorough = (cell: CellSpec): boolean => ['tanh', 'lstm', 'skip'].includes(cell.kind);
const cases = cellSpecs.flatMap((cell) => ways.flatMap((way, i) => directions.filter((_, j) => thorough(cell) || j === 2 * i).map((stack) => ({
  name: `${nameOf(cell)} reading ${stack.join(', then ')}; output ${way.output}`,
  model: { layers: stack.map((direction): StackedLayer => ({ cell, hiddenSize: n, direction })), ...way },
}))));
const forwardCases = forwardSpecs.flatMap((cell) => ways.map((way) => ({
  name: `${nameOf(cell)}; output ${way.output}`, model: { layers: Array.from({ length: 2 }, (): StackedLayer => ({ cell, hiddenSize: n })), ...way },
})));
const delayed: StackedLayer = { cell: { kind: 'timeDelay', kernel: 2, dilation: 2, variance: 0 }, hiddenSize: n, depth: { input: 1, hidden: 0, skip: false }, direction: 'both' };
const delayedCase = { name: 'time delay of what a layer makes of x', model: { layers: [delayed], ...ways[0] } };
const depths = [
  [{ input: 1, hidden: 0, skip: false }, 0], [{ input: 0, hidden: 2, skip: false }, 2], [{ input: 1, hidden: 1, skip: true }, 1],
] as const;
const deepCases = cellSpecs.filter((cell) => thorough(cell) && deepens(cell)).flatMap((cell) => ways.flatMap((way) => depths.map(([depth, outputDepth]) => ({
  name: `${nameOf(cell)} with ${JSON.stringify(depth)} below it and ${outputDepth} above; output ${way.output}`,
  model: { layers: [{ cell, hiddenSize: n, depth, direction: 'both' }, { cell, hiddenSize: n, depth }] as StackedLayer[], outputDepth, ...way },
}))));

const forcings: readonly TeacherForcing[] = [{ kind: 'always' }, { kind: 'never' }, { kind: 'constant', probability: 0.5 }];
const plain = cellSpecs.filter(({ kind }) => kind === 'tanh');
const feedbackCases = (['both', 'output'] as const).flatMap((recurrence) => (recurrence === 'both' ? cellSpecs.filter(({ kind }) => ['tanh', 'lstm', 'skip', 'timeDelay', 'memory'].includes(kind)) : plain).flatMap((cell) =>
  forcings.flatMap((teacherForcing) => (['tanh', 'timeDelay'].includes(cell.kind) ? [0, 1] : [0]).map((input) => {
    const depth = { input, hidden: 0, skip: false };
    return {
      name: `${nameOf(cell)}, carrying ${recurrence}, ${input} below it; teacher forcing ${teacherForcing.kind}`,
      model: { layers: [{ cell, hiddenSize: n, depth }, { cell, hiddenSize: n }] as StackedLayer[], recurrence, teacherForcing, output: 'each', loss: 'crossEntropy' } as GraphModel,
    };
  }))));

/** Ways for C and attention to reach a decoder; they do not ask which cells there are, but from how far back a cell reads its state. */
const encoderWays = [
  ['tanh', 'both', 'additive', { input: 0, hidden: 0 }], ['skip', 'initialState', 'additive', { input: 0, hidden: 0 }], ['skip', 'both', undefined, { input: 0, hidden: 0 }],
  ['clockwork', 'both', 'additive', { input: 0, hidden: 0 }], ['lstm', 'initialState', undefined, { input: 0, hidden: 1 }], ['lstm', 'input', 'additive', { input: 1, hidden: 0 }], ['lstm', 'both', 'dotProduct', { input: 1, hidden: 1 }],
] as const;
const encoderCases = encoderWays.map(([kind, as, attention, depth]) => {
  const cell = cellSpecs.find((each) => each.kind === kind)!;
  const encoder = { layers: [{ cell, hiddenSize: 3 }, { cell, hiddenSize: n, direction: as === 'initialState' ? 'forward' : 'both' }] as StackedLayer[], as };
  const layers: StackedLayer[] = [{ cell, hiddenSize: n, depth: { ...depth, skip: false } }, { cell, hiddenSize: n }];
  return {
    name: `${nameOf(cell)} with ${JSON.stringify(depth)} below it answering a source, C as ${as}, attention ${attention ?? 'none'}`,
    model: { encoder: { ...encoder, ...(attention && { attention: { kind: attention, size: 3 } }) }, layers, output: 'each', loss: 'crossEntropy' } as GraphModel,
  };
});

/** What a decoder chose itself it reads as x, over an edge that no derivative goes along: models/ownSymbols.ts says why, and its tests that it is read. */
const freeEncoderCases = ([[0, 'never'], [2, 'never'], [5, 'constant']] as const).map(([way, kind]) => {
  const { name, model } = encoderCases[way]!;
  const teacherForcing = kind === 'never' ? { kind } : { kind, probability: 0.5 };
  return { name: `${name}, teacher forcing ${kind}`, model: { ...model, teacherForcing } as GraphModel };
});

/** Of four nodes: a root with two children, the second of which has one of its own; and one with three leaves. A cell of sequences reads the nodes in order. */
const trees: readonly Tree[] = [[[], [], [1], [0, 2]], [[], [], [], [0, 1, 2]]];
const lstm = cellSpecs.find(({ kind }) => kind === 'lstm')!;
const treeCases = treeCells.flatMap(({ name, spec }) => trees.flatMap((tree, i) => [[spec], [spec, spec], [lstm, spec]].map((cells) => ({
  name: `${name} as ${cells.map(({ kind }) => kind).join(', then ')}, of a tree ${JSON.stringify(tree)}`, tree,
  model: { layers: cells.map((cell): StackedLayer => ({ cell, hiddenSize: n, ...(i === 1 && { depth: { input: 1, hidden: 0, skip: false } }) })), ...ways[i]! },
}))));

const contextWays: readonly (readonly [layer: Omit<StackedLayer, 'hiddenSize'>, ways: readonly ('input' | 'initialState' | 'both')[]])[] = [
  ...[undefined, { input: 1, hidden: 0, skip: false }, { input: 0, hidden: 2, skip: false }, { input: 1, hidden: 1, skip: true }].map((depth) => [{ cell: cellSpecs[1]!, ...(depth && { depth }) }, ['input', 'initialState', 'both']] as const),
  ...cellSpecs.filter(({ kind }) => ['skip', 'clockwork', 'reservoir', 'gru'].includes(kind)).map((cell) => [{ cell }, ['initialState', 'both']] as const),
  ...cellSpecs.filter(({ kind }) => ['timeDelay', 'memory', 'ntm'].includes(kind)).map((cell) => [{ cell }, ['input']] as const),
];
const contextCases = contextWays.flatMap(([layer, ways]) => ways.map((as) => ({
  name: `${nameOf(layer.cell)} with ${JSON.stringify(layer.depth ?? 'nothing')} below it and, where C begins it, a deep tanh layer on a context as ${as}`,
  model: {
    layers: [{ ...layer, hiddenSize: n }, { cell: cellSpecs[0]!, hiddenSize: n, ...(layer.depth && { depth: { input: 0, hidden: 1, skip: false } }) }] as StackedLayer[],
    context: { as }, output: 'each', loss: 'crossEntropy',
  } as GraphModel,
})));

const readoutCases = [{ layers: 'all', inputs: true, squares: true, bias: false }, { layers: 'last', inputs: true, bias: true }, { layers: 'all', inputs: false, bias: true }].map((reads) => ({
  name: `reservoirs whose readout reads ${JSON.stringify(reads)}`,
  model: { layers: [{ cell: cellSpecs[0]!, hiddenSize: n }, { cell: cellSpecs[0]!, hiddenSize: 3, direction: 'both' }, { cell: cellSpecs[0]!, hiddenSize: n }] as StackedLayer[], readout: { kind: 'ridge', ...reads }, ...ways[0], loss: 'meanSquaredError' } as GraphModel,
}));

const fedBackReadouts = (['always', 'never'] as const).map((forcing) => ({
  name: `reservoirs that read their own output, targets ${forcing} given, whose readout reads all layers and x`,
  model: {
    layers: [{ cell: cellSpecs[0]!, hiddenSize: n }, { cell: cellSpecs[0]!, hiddenSize: 3 }] as StackedLayer[], readout: { kind: 'ridge', layers: 'all', inputs: true }, recurrence: 'both',
    teacherForcing: { kind: forcing }, ...ways[0], loss: 'meanSquaredError',
  } as GraphModel,
}));

const haltingCases = [0, 1].map((outputDepth) => ({
  name: `an LSTM under a halting unit, ${outputDepth} below it`,
  model: { layers: [{ cell: cellSpecs[1]!, hiddenSize: n }] as StackedLayer[], outputDepth, ending: 'halt', output: 'each', loss: 'crossEntropy' } as GraphModel,
}));


/** A symbol more than one, and lengths to count down: 0, 1, 2. */
const lengths = 3;
const lengthCases = ([[0, 0, 'none'], [1, 0, 'none'], [0, 1, 'both']] as const).flatMap(([input, outputDepth, as]) => ['lstm', 'tanh', ...(as === 'none' ? ['timeDelay'] : [])].map((kind) => ({
  name: `a ${kind} layer, ${input} below it and ${outputDepth} above, on a context as ${as}, that predicts the length`,
  model: {
    layers: [{ cell: cellSpecs.findLast((each) => each.kind === kind)!, hiddenSize: n, depth: { input, hidden: 0, skip: false } }] as StackedLayer[], outputDepth, context: { as }, ending: 'length', output: 'each', loss: 'crossEntropy',
  } as GraphModel,
})));

/** Cells that people wrote are drawn by what one step tells of them: matrices of x and of h, one of both side by side, none from step to step. */
const ownMakers: Readonly<Record<string, (sizes: OwnSizes) => unknown>> = {
  'a matrix of x and one of h, and c': ({ inputSize, hiddenSize }) => ({
    state: { h: hiddenSize, c: hiddenSize }, parameters: { E: { shape: [inputSize, hiddenSize] }, F: { shape: [hiddenSize, hiddenSize] } },
    step({ E, F }: Record<string, Tensor2D>, { h, c }: State, x: Tensor2D) { const kept = tf.add<Tensor2D>(tf.mul(0.5, c!), tf.tanh(tf.add(tf.matMul(x, E!), tf.matMul(h!, F!)))); return { state: { h: tf.tanh(kept), c: kept } }; },
  }),
  'a matrix of both': ({ inputSize, hiddenSize }) => ({
    parameters: { K: { shape: [inputSize + hiddenSize, hiddenSize] } },
    step({ K }: Record<string, Tensor2D>, { h }: State, x: Tensor2D) { return { state: { h: tf.tanh(tf.matMul(tf.concat([x, h!], 1), K!)) } }; },
  }),
  'no matrix of h': ({ inputSize, hiddenSize }) => ({
    parameters: { U: { shape: [inputSize, hiddenSize] } },
    step({ U }: Record<string, Tensor2D>, { h }: State, x: Tensor2D) { return { state: { h: tf.add(tf.mul(0.5, h!), tf.matMul(x, U!)) } }; },
  }),
};
const ownCases = Object.entries(ownMakers).flatMap(([name, make]) => (['forward', 'both'] as const).map((direction) => {
  const ownLayer = (nX: number): StackedLayer => {
    const spec = withCode({ kind: 'own', file: './own.ts', options: {} }, { make, call: (f) => f() });
    return { cell: { ...spec, facts: float64.traceOwn(spec, nX, n) }, hiddenSize: n, direction };
  };
  return { name: `a person's cell with ${name}, reading ${direction}`, model: { layers: [ownLayer(2), ownLayer(direction === 'both' ? 2 * n : n)], ...ways[0] } as GraphModel };
}));

const allCases: readonly Case[] = [...ownCases, ...cases, ...forwardCases, delayedCase, ...deepCases, ...feedbackCases, ...encoderCases, ...freeEncoderCases, ...contextCases, ...readoutCases, ...fedBackReadouts, ...haltingCases, ...lengthCases, ...treeCases];

it.each(allCases)('the unfolded graph has an edge exactly where a direct partial derivative is not zero: $name', ({ model, tree }) => {
  const { nodes, edges } = unfoldedGraph(tree ? alongTree(circuit(model), tree) : circuit(model), tau, model.encoder && tauSource);
  const drawn = edges.filter(({ kind }) => kind !== 'choice').map(({ from, to }) => `${from}→${to}`);
  const shapes = shapesOf(model, tree);
  expect([...new Set([...shapes.keys()].map(nodesOf(model)))].sort()).toEqual(nodes.map(({ id }) => id).sort());
  const found = placesOf(model).flatMap((seed) => edgesByAutodiff(model, shapes, seed, tree));
  expect([...new Set(found)].sort()).toEqual(drawn.sort());
});

interface Case {
  readonly name: string;
  readonly model: GraphModel;
  readonly tree?: Tree;
}

type Shift = (value: string, of: Tensor) => Tensor;

/** Of every value of a sequence its shape, [1, …]. */
function shapesOf(model: GraphModel, tree?: Tree): Map<string, readonly number[]> {
  tf.engine().startScope();
  const shapes = new Map([...pass(model, 7, 1, (_, value) => tf.zerosLike(value), tree)].map(([name, { shape }]) => [name, shape]));
  tf.engine().endScope();
  return shapes;
}

/**
 * Which node of a model depends directly on which, at random places. Sequences of a batch do not read each other: in one pass over as
 * many as there are nodes, each row tells of another. Nodes of a tree are seen each by itself, and take a pass each.
 */
function edgesByAutodiff(model: GraphModel, shapes: ReadonlyMap<string, readonly number[]>, seed: number, tree?: Tree): string[] {
  tf.engine().startScope();
  const nodes = [...new Set([...shapes.keys()].map(nodesOf(model)))];
  const edges = tree ? nodes.flatMap((node) => edgesTo([node], shapes, model, seed, tree)) : edgesTo(nodes, shapes, model, seed);
  tf.engine().endScope();
  return edges;
}

/** What each of some nodes depends on: row b of every gradient is of ends[b]. */
function edgesTo(ends: readonly string[], shapesOfOne: ReadonlyMap<string, readonly number[]>, model: GraphModel, seed: number, tree?: Tree): string[] {
  const B = ends.length;
  const nodeOf = nodesOf(model);
  const names = [...shapesOfOne.keys()];
  const shapes = new Map([...shapesOfOne].map(([name, [, ...each]]) => [name, [B, ...each]]));
  const random = split(seed, 'noise');
  /** Of anything but that node, nothing is asked. */
  const weightsOf = (name: string): Tensor => {
    const shape = shapes.get(name)!;
    const columns = tf.util.sizeFromShape(shape) / B;
    return tf.tensor(Array.from({ length: B * columns }, (_, i) => (ends[Math.floor(i / columns)] === nodeOf(name) ? random.normal() : 0)), shape);
  };
  const gradients = tf.grads((...shifts: Tensor[]) => {
    const values = pass(model, seed, B, (name) => shifts[names.indexOf(name)]!, tree);
    // Every shift takes part, so that each has a gradient: zero where nothing depends on it.
    const all = tf.mul(0, tf.addN(shifts.map((shift) => tf.sum(shift))));
    return names.reduce((sum, name) => tf.add(sum, tf.sum(tf.mul(weightsOf(name), values.get(name)!))), all);
  })(names.map((name) => tf.zeros(shapes.get(name)!)));
  const moved = (gradient: Tensor): Set<number> => new Set([...gradient.dataSync()].flatMap((value, i) => (value !== 0 ? [Math.floor(i * B / gradient.size)] : [])));
  // What the state has of a memory that was seen is that memory, not another node.
  return names.flatMap((name, i) => [...moved(gradients[i]!)].filter((b) => ends[b] !== nodeOf(name)).map((b) => `${nodeOf(name)}→${ends[b]}`));
}

/** A node h, or g, stands for everything new in the state of its chain, but for what another node of its cell does, a memory. */
function nodesOf({ layers, encoder }: GraphModel): (value: string) => string {
  const of = (stack: readonly StackedLayer[], root: string) => stack.flatMap((layer, index) => chainsOf(layer, index, root).map((chain) => ({ ...chain, cell: layer.cell })));
  const chains = [...of(layers, ''), ...of(encoder?.layers ?? [], 'encoder.')];
  return (value) => {
    const chain = chains.find(({ name }) => value.startsWith(`${name}.state.`) || value.startsWith(`state.${name}.`));
    if (!chain) return value.replace('.r@', '.M@'); // what is read of a memory
    const [entry, t] = value.slice(`${chain.name}.state.`.length).split('@');
    const inner = cellFacts(chain.cell).inner?.nodes.find(({ entries }) => entries.includes(entry!));
    return `${inner ? `${chain.name}.${inner.name}` : chain.state}@${t}`;
  };
}

/** Every value of B sequences, before its shift. */
function pass({ layers, output, outputDepth = 0, loss, recurrence = 'hidden', teacherForcing = { kind: 'always' }, encoder, context: given = { as: 'none' }, ending = 'symbol', readout }: GraphModel, seed: number, B: number, shift: Shift, tree?: Tree): Map<string, Tensor> {
  const random = split(seed, 'weights');
  const choosing = encoder !== undefined && forcingAt(teacherForcing, 0) < 1;
  const [nX, nO] = ending === 'length' ? [2 + lengths + 1, 2 + lengths] : [choosing ? sizes.nO : sizes.nX, sizes.nO];
  const model = recurrent({ layers, output, outputDepth, recurrence, loss, ending, lengths, outputReads: outputReads(readout), context: given, contextSize: nC, inputSize: nX, outputSize: nO, ...(encoder && { encoder, sourceSize: nSource }) }, unrollInFullView);
  for (const { cell } of model.chains) if (cell.ofTrees) Object.assign(cell, inFullView(cell));
  const parameters = Object.fromEntries(model.parameters.map((spec) => [spec.name, tf.tensor(initialise(spec, random), [...spec.shape])]));
  const normal = (size: number) => tf.tensor2d(Array.from({ length: B * size }, () => random.normal()), [B, size]);
  const values = new Map<string, Tensor>();
  const see = <T extends Tensor>(name: string, value: T): T => {
    if (encoder && name === 'C@0') name = `C@${tauSource - 1}`; // a value of its own, drawn at the end of the source
    values.set(name, value);
    const seen = tf.add(tf.tensor(value.dataSync(), value.shape), shift(name, value)) as T;
    nodeValues.add(seen);
    return seen;
  };
  const sequence = (name: string, steps: number, size: number) => tf.stack(Array.from({ length: steps }, (_, t) => see(`${name}@${t}`, normal(size))), 1) as Tensor3D;
  const x = choosing ? tf.stack(Array.from({ length: tau }, () => normal(nX)), 1) as Tensor3D : sequence('x', tau, nX); // or seen as it is read
  const source = encoder && { source: sequence('source', tauSource, nSource) };
  const probe = { see: <T extends Tensor>(name: string, t: number, value: T): T => (name.includes('.gate.') || name === 'attention' ? value : see(`${name}@${t}`, value)) };
  const ys = Array.from({ length: output === 'each' ? tau : 1 }, (_, i) => see(`y@${output === 'each' ? i : tau - 1}`, tf.softmax(normal(nO)) as Tensor2D));
  // What a model that reads its own output makes of it on the way is seen there.
  const own = new Map<string, Tensor>();
  const seen = { see: <T extends Tensor>(name: string, t: number, value: T): T => { const shifted = probe.see(name, t, value); own.set(`${name}@${t}`, shifted); return shifted; } };
  const context = { training: false, forcing: forcingAt(teacherForcing, 0), random: split(seed, 'noise') };
  const C = model.readsContext ? { C: see('C@0', normal(nC)) } : {};
  const { o } = model.forward(parameters, { x, ...source, ...C, ...(tree && { trees: treesOf([tree], tau, 3) }), ...(model.readsOutput && { y: tf.stack(ys, 1) as Tensor3D }) }, model.initialState(B), context, seen);
  const last = (name: string, of: () => Tensor): Tensor => own.get(name) ?? see(name, of());
  for (let index = 0; index < o.shape[1]; index++) {
    const t = index + tau - o.shape[1];
    const logits = last(`o@${t}`, () => tf.reshape(tf.slice(o, [0, index, 0], [B, 1, nO]), [B, nO]));
    const yHat = last(`yHat@${t}`, () => (loss === 'crossEntropy' ? tf.softmax(logits) : logits));
    const y = ys[index]!;
    see(`loss@${t}`, loss === 'crossEntropy' ? tf.neg(tf.sum(tf.mul(y, tf.log(tf.add(yHat, least))), 1, true)) : tf.mean(tf.squaredDifference(y, yHat), 1, true));
  }
  return values;
}

/** What cannot come has a probability of 0 where lengths are predicted: added to it, its logarithm is a number. */
const least = 1e-300;

/** What stands for a node already. */
const nodeValues = new WeakSet<Tensor>();

/** The time loop, whose probe sees not only h but whatever else of the state is new at each step, and not another node, or what was read (x1, x2, …) or chosen, handed on. */
const unrollInFullView: Unroll = (cell, parameters, xs, state, context, probe) => unroll({
  ...cell,
  step(parameters, before, x, step) {
    const result = cell.step(parameters, before, x, step);
    const old = new Set(Object.values(before));
    const view = (entry: string, value: Tensor2D) => (/(^|\.)(h|x\d+|symbol)$/.test(entry) || value === x || old.has(value) || nodeValues.has(value) ? value : probe!.see(`state.${entry}`, step.t, value));
    return { ...result, state: Object.fromEntries(Object.entries(result.state).map(([entry, value]) => [entry, view(entry, value)])) as State };
  },
}, parameters, xs, state, context, probe);

/** A cell of trees that shows what else of its state there is than h. */
function inFullView({ step }: Cell): Pick<Cell, 'step'> {
  return {
    step(parameters, before, x, context) {
      const { state, ...result } = step(parameters, before, x, context);
      return { ...result, state: Object.fromEntries(Object.entries(state).map(([entry, value]) => [entry, entry === 'h' ? value : context.see!(`state.${entry}`, value)])) };
    },
  };
}
