import { expect, it } from 'vitest';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { foldedGraph } from '../../../src/core/graph/folded.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import type { StackedLayer } from '../../../src/core/spec/chains.ts';
import { cellSpecs, nameOf, nextStepOnly } from '../cells/experiments.ts';

const tau = 5;

const depth = { input: 1, hidden: 2, skip: true };
const options: readonly Partial<StackedLayer>[] = [{}, { direction: 'both' }, { depth }, { direction: 'both', depth }];
const cases = cellSpecs.flatMap((cell) => options.filter(({ depth }) => !depth || nextStepOnly(cell)).map((option) => ({ name: `${nameOf(cell)} with ${JSON.stringify(option)}`, cell, option })));

it.each(cases)('a stack of two $name shows exactly its own parameters, each at every time step', ({ cell, option }) => {
  const layers = [{ cell, hiddenSize: 2, ...option }, { cell, hiddenSize: 3, ...option }];
  const model = recurrent({ layers, output: 'each', outputDepth: 2, inputSize: 2, outputSize: 2 });
  const { nodes, edges } = unfoldedGraph(circuit({ layers, output: 'each', outputDepth: 2, loss: 'crossEntropy' }), tau);
  const shared = new Map<string, Set<string>>();
  const shown = [...nodes.map(({ id, parameters }) => [id, parameters] as const), ...edges.map(({ to, parameters }) => [to, parameters] as const)];
  for (const [at, parameters] of shown) for (const name of parameters) shared.set(name, new Set([...(shared.get(name) ?? []), at]));
  expect([...shared.keys()].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
  const delays: Readonly<Record<string, number>> = option.depth ? { 'hidden.0.W': 1 } : cellFacts(cell).recurrent;
  const delayOf = (name: string): number => delays[name.replace(/^layers\.\d\.(forward\.|backward\.)?/, '')] ?? 0;
  for (const [name, places] of shared) expect([name, places.size]).toEqual([name, tau - delayOf(name)]);
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
