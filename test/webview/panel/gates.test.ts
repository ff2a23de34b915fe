import { expect, it } from 'vitest';
import { gatesOf, picture } from '../../../webview/panel/graph/gates.ts';

const matrix = { shape: [3, 2], data: Float32Array.of(0, 1, -1, 0.5, 0, 0) };

it('gates are told by their chain and letter; what is no gate is left out', () => {
  const found = gatesOf({ values: { 'layers.0.h': matrix, 'layers.0.gate.i': matrix, 'layers.1.forward.gate.due': matrix, 'layers.0.gate.f': matrix, o: matrix } });
  expect(found.map(({ chain, gates }) => [chain, gates.map(({ letter, probe }) => `${letter} ${probe}`)])).toEqual([
    ['layers.0', ['i layers.0.gate.i', 'f layers.0.gate.f']], ['layers.1.forward', ['due layers.1.forward.gate.due']],
  ]);
});

it('a picture has a column for each step and a row for each unit, in the colours of its values', () => {
  const pixels = picture(matrix, { negative: [0, 0, 200], neutral: [0, 0, 0], positive: [100, 0, 0] });
  const at = (t: number, unit: number) => [...pixels.subarray((unit * 3 + t) * 4, (unit * 3 + t) * 4 + 4)];
  expect([at(0, 0), at(0, 1), at(1, 0), at(1, 1)]).toEqual([[0, 0, 0, 255], [100, 0, 0, 255], [0, 0, 200, 255], [50, 0, 0, 255]]);
});
