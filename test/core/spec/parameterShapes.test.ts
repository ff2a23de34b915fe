import { expect, test } from 'vitest';
import { allParameters } from '../../../src/core/spec/memory.ts';
import { countOf, layerShapes, operationsPerStep, outputShapes } from '../../../src/core/spec/parameterShapes.ts';
import { everyCellSpec, nameOf } from '../cells/experiments.ts';
import { adding, resolved } from './texts.ts';

const sizes = { inputSize: 5, outputSize: 3 };

test.each(everyCellSpec.map(cell => [nameOf(cell), cell] as const))('the shapes of two layers of %s, V and c hold every parameter', (_, cell) => {
  const experiment = resolved({ data: adding, model: { layers: [{ cell, hiddenSize: 7 }, { cell, hiddenSize: 11 }] }, training: { tau: 5 } });
  const layers = layerShapes(experiment, sizes).reduce((sum, { layer, shapes }) => sum + countOf(layer, shapes), 0);
  const output = outputShapes(experiment, sizes).reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * n), 0);
  expect(layers + output).toBe(allParameters(experiment, sizes));
});

test('a step multiplies and adds once for each weight', () => {
  const both = resolved({ data: adding, model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 7, direction: 'both' }] } });
  expect(operationsPerStep(both, sizes)).toBe(2 * (2 * (5 * 28 + 7 * 28) + 14 * 3));
});
