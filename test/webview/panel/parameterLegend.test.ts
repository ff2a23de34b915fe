import { expect, it } from 'vitest';
import { ownerOf } from '../../../webview/panel/graph/parameterLegend.tsx';

it.each([
  ['layers.0.W', 'layer 1'],
  ['layers.1.backward.U', 'layer 2 backward'],
  ['layers.0.hidden.0.W', 'layer 1 hidden 1'],
  ['layers.0.forward.input.1.b', 'layer 1 forward input 2'],
  ['encoder.layers.0.U', 'encoder layer 1'],
  ['initial.layers.0.W', 'initial layer 1'],
  ['attention.v', 'attention'],
  ['output.0.W', 'output layer 1'],
  ['V', 'output'],
])('%s belongs to %s', (parameter, owner) => {
  expect(ownerOf(parameter)).toBe(owner);
});
