import { expect, it } from 'vitest';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { cellFacts } from '../../../src/core/spec/cellFacts.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';

const tau = 5;

it.each(cellSpecs.map((cell) => ({ name: nameOf(cell), cell })))('a stack of two $name shows exactly its own parameters, each at every time step', ({ cell }) => {
  const model = recurrent({ layers: [{ cell, hiddenSize: 2 }, { cell, hiddenSize: 3 }], output: 'each', inputSize: 2, outputSize: 2 });
  const { nodes, edges } = unfoldedGraph(circuit({ cells: [cell, cell], output: 'each', loss: 'crossEntropy' }), tau);
  const shared = new Map<string, number>();
  for (const name of [...nodes, ...edges].flatMap(({ parameters }) => parameters)) shared.set(name, (shared.get(name) ?? 0) + 1);
  expect([...shared.keys()].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
  const { recurrent: delays } = cellFacts(cell);
  for (const [name, times] of shared) expect([name, times]).toEqual([name, tau - (delays[name.split('.').at(-1)!] ?? 0)]);
});
