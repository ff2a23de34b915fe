import { expect, it } from 'vitest';
import { alongTree } from '../../../src/core/graph/alongTree.ts';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { cellFacts, inputMatrices } from '../../../src/core/spec/cellFacts.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import { cellSpecs, deepens, forwardSpecs, nameOf } from '../cells/experiments.ts';
import { treeCells } from '../cells/trees.ts';

/** More than the longest way back. */
const tau = 18;

const depth = { input: 1, hidden: 2, skip: true };
const options: readonly Partial<StackedLayer>[] = [{}, { direction: 'both' }, { depth }, { direction: 'both', depth }];
const cases = [
  ...cellSpecs.flatMap((cell) => options.filter(({ depth }) => !depth || deepens(cell)).map((option) => ({ name: `${nameOf(cell)} with ${JSON.stringify(option)}`, cell, option }))),
  ...forwardSpecs.map((cell) => ({ name: nameOf(cell), cell, option: {} as Partial<StackedLayer> })),
];

it.each(['output', 'both'] as const)('a model that carries %s shows Y where the first layer reads the output of the step before, and W where it reads h', (recurrence) => {
  const cell = cellSpecs[0]!;
  for (const input of [0, 1]) {
    const layers: StackedLayer[] = [{ cell, hiddenSize: 2, depth: { input, hidden: 0, skip: false } }, { cell, hiddenSize: 3 }];
    const model = recurrent({ layers, output: 'each', recurrence, inputSize: 2, outputSize: 2 });
    const { nodes, edges } = unfoldedGraph(circuit({ layers, output: 'each', recurrence, loss: 'crossEntropy' }), tau);
    expect([...new Set([...nodes, ...edges].flatMap(({ parameters }) => parameters))].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
  }
});

it.each(['input', 'initialState', 'both'] as const)('a model on a context as %s shows R where it is read at every step, and R0 where it begins the states', (as) => {
  for (const depth of [{ input: 0, hidden: 0, skip: false }, { input: 1, hidden: 0, skip: false }, { input: 0, hidden: 1, skip: true }]) {
    const layers: StackedLayer[] = [{ cell: cellSpecs[0]!, hiddenSize: 2, depth }, { cell: cellSpecs[1]!, hiddenSize: 3 }];
    const model = recurrent({ layers, output: 'each', context: { as }, contextSize: 3, inputSize: 2, outputSize: 2 });
    const { nodes, edges } = unfoldedGraph(circuit({ layers, output: 'each', context: { as }, loss: 'crossEntropy' }), tau);
    expect([...new Set([...nodes, ...edges].flatMap(({ parameters }) => parameters))].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    expect(nodes.filter(({ kind }) => kind === 'C').map(({ label, t }) => [label, t])).toEqual([['C', 0]]);
  }
});

const delayed = cellSpecs.filter(({ kind }) => kind === 'timeDelay').map((cell) => ({ name: nameOf(cell), cell }));

it.each(delayed)('$name of what comes beside x shows R, Y and T, each at every step that it is of', ({ cell }) => {
  const layers: StackedLayer[] = [{ cell, hiddenSize: 2 }];
  const ways = [{ context: { as: 'input' }, contextSize: 3 }, { recurrence: 'both' }, { ending: 'length', lengths: 2 }] as const;
  for (const way of ways) {
    const model = recurrent({ layers, output: 'each', inputSize: 5, outputSize: 4, loss: 'crossEntropy', ...way });
    for (const graph of [foldedGraph, unfoldedGraph]) {
      const { nodes, edges } = graph(circuit({ layers, output: 'each', loss: 'crossEntropy', ...way }), tau);
      expect([...new Set([...nodes, ...edges].flatMap(({ parameters }) => parameters))].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
      expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
    }
  }
});

it('a readout of all layers and of x shows V wherever it reads, and a c only where it has one', () => {
  const layers: StackedLayer[] = [{ cell: cellSpecs[0]!, hiddenSize: 2 }, { cell: cellSpecs[0]!, hiddenSize: 3 }];
  for (const bias of [true, false]) {
    const reads = { layers: 'all', inputs: true, squares: true, bias } as const;
    const model = recurrent({ layers, output: 'each', outputReads: reads, inputSize: 4, outputSize: 1 });
    expect(model.parameters.find(({ name }) => name === 'V')!.shape).toEqual([18, 1]);
    const { nodes, edges } = foldedGraph(circuit({ layers, output: 'each', loss: 'meanSquaredError', readout: { kind: 'ridge', ...reads } }));
    expect([...new Set([...nodes, ...edges].flatMap(({ parameters }) => parameters))].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
    expect(edges.filter(({ label }) => label === 'V').map(({ from }) => from)).toEqual(['layers.0.h', 'layers.1.h', 'x']);
  }
});

it.each(cases)('a stack of two $name shows exactly its own parameters, each at every time step that it is of', ({ cell, option }) => {
  const layers = [{ cell, hiddenSize: 2, ...option }, { cell, hiddenSize: 3, ...option }];
  const model = recurrent({ layers, output: 'each', outputDepth: 2, inputSize: 2, outputSize: 2 });
  const { nodes, edges } = unfoldedGraph(circuit({ layers, output: 'each', outputDepth: 2, loss: 'crossEntropy' }), tau);
  const shared = new Map<string, Set<string>>();
  const shown = [...nodes.map(({ id, parameters }) => [id, parameters] as const), ...edges.map(({ to, parameters }) => [to, parameters] as const)];
  for (const [at, parameters] of shown) for (const name of parameters) shared.set(name, new Set([...(shared.get(name) ?? []), at]));
  expect([...shared.keys()].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
  const { recurrent: delays, positions, inner } = cellFacts(cell);
  const within = Object.fromEntries(inner?.links.flatMap(({ matrices, delay }) => matrices.map((matrix) => [matrix, delay])) ?? []);
  const delayOf: Readonly<Record<string, number>> = option.depth ? { 'hidden.0.W': 1 } : { ...delays, ...within };
  const placesOf = (name: string): number => (positions !== undefined && inputMatrices(cellFacts(cell)).includes(name) ? 1 : tau - (delayOf[name] ?? 0));
  for (const [name, places] of shared) expect([name, places.size]).toEqual([name, placesOf(name.replace(/^layers\.\d\.(forward\.|backward\.)?/, ''))]);
});

it.each(['initialState', 'input', 'both'] as const)('a model that reads a source, C as %s, shows exactly its own parameters', (as) => {
  const layers = [{ cell: cellSpecs.find(({ kind }) => kind === 'lstm')!, hiddenSize: 2 }, { cell: cellSpecs.find(({ kind }) => kind === 'skip')!, hiddenSize: 2 }];
  const encoder = { layers: layers.map((layer) => ({ ...layer, direction: 'both' as const })), as, attention: { kind: 'additive' as const, size: 2 } };
  const model = recurrent({ layers, encoder, output: 'each', inputSize: 2, outputSize: 2, sourceSize: 3 });
  const own = circuit({ layers, encoder, output: 'each', loss: 'crossEntropy' });
  for (const { nodes, edges } of [foldedGraph(own), unfoldedGraph(own, tau, 3)]) {
    expect([...new Set([...nodes, ...edges].flatMap(({ parameters }) => parameters))].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
    expect(new Set([...nodes, ...edges].map(({ id }) => id)).size).toBe(nodes.length + edges.length);
    const known = new Set(nodes.map(({ id }) => id));
    for (const { from, to } of edges) expect([known.has(from), known.has(to)]).toEqual([true, true]);
  }
});

it.each(treeCells)('a stack of two $name along a tree shows exactly its own parameters', ({ spec }) => {
  const layers = [{ cell: spec, hiddenSize: 2 }, { cell: spec, hiddenSize: 3 }];
  const model = recurrent({ layers, output: 'each', inputSize: 2, outputSize: 2 });
  const { nodes, edges } = unfoldedGraph(alongTree(circuit({ layers, output: 'each', loss: 'crossEntropy' }), [[], [], [], [0, 1, 2]]), 4);
  expect([...new Set([...nodes, ...edges].flatMap(({ parameters }) => parameters))].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
});
