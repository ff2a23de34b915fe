import { expect, it } from 'vitest';
import { circuit } from '../../../src/core/graph/circuit.ts';
import { unfoldedGraph } from '../../../src/core/graph/unfolded.ts';
import { recurrent } from '../../../src/core/models/recurrent.ts';
import { cellSpecs, nameOf } from '../cells/experiments.ts';

const tau = 3;

const cases = cellSpecs.flatMap((cell) => (['forward', 'both'] as const).map((direction) => ({ name: nameOf(cell), cell, direction })));

it.each(cases)('a stack of two $name, reading $direction, shows exactly its own parameters, each at every time step', ({ cell, direction }) => {
  const layers = [{ cell, hiddenSize: 2, direction }, { cell, hiddenSize: 3, direction }];
  const model = recurrent({ layers, output: 'each', inputSize: 2, outputSize: 2 });
  const { nodes, edges } = unfoldedGraph(circuit({ layers, output: 'each', loss: 'crossEntropy' }), tau);
  const shared = new Map<string, Set<string>>();
  const shown = [...nodes.map(({ id, parameters }) => [id, parameters] as const), ...edges.map(({ to, parameters }) => [to, parameters] as const)];
  for (const [at, parameters] of shown) for (const name of parameters) shared.set(name, new Set([...(shared.get(name) ?? []), at]));
  expect([...shared.keys()].sort()).toEqual(model.parameters.map(({ name }) => name).sort());
  for (const [name, places] of shared) expect([name, places.size]).toEqual([name, name.endsWith('.W') ? tau - 1 : tau]);
});
