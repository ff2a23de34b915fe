import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { memory, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Cell } from '../../../src/core/cells/cell.ts';
import { makeCell } from '../../../src/core/cells/index.ts';
import { pointOf, recordStep } from '../../../src/core/cells/recordStep.ts';
import { stepGraphOf } from '../../../src/core/cells/stepGraphOf.ts';
import type { StepGraph, StepValue } from '../../../src/core/graph/stepGraph.ts';
import { stepPicture } from '../../../webview/panel/graph/stepLayout.ts';

const recurrentInitialiser = 'orthogonal';
const inWords = (value: StepValue): string => {
  switch (value.kind) {
    case 'x': return 'x';
    case 'state': return `${value.name} before`;
    case 'child': return `${value.name} of child ${value.place}`;
    case 'operation': return `${value.index}${value.output > 0 ? `.${value.output}` : ''}`;
    case 'parameter': return value.name;
    case 'constant': return value.text;
  }
};

function graphOf(cell: Cell): StepGraph {
  let graph: StepGraph | undefined;
  tidy(() => {
    const given = pointOf(cell, 5);
    graph = stepGraphOf(recordStep(cell, given.parameters, given.state, given.x), given).graph;
  });
  return graph!;
}

it('knows every operation of a step, what it reads and what comes out', () => {
  const before = memory().numTensors;
  const { operations, results } = graphOf(makeCell({ kind: 'leaky', alpha: { kind: 'same', value: 0.9 }, learnAlpha: false, recurrentInitialiser }, 2, 3));
  expect(memory().numTensors).toBe(before);
  const read = operations.map(({ op, inputs, shapes }) => `${op}(${inputs.map(inWords).join(', ')}): ${shapes.map(shape => shape.join('×')).join(' ')}`);
  expect(read.slice(0, 4)).toEqual(['matMul(h before, W): B×3', 'matMul(x, U): B×3', 'add(0, 1): B×3', 'add(b, 2): B×3']);
  expect(read.slice(4)).toEqual(['mul([1, 3], h before): B×3', 'sub(1, [1, 3]): 1×3', 'tanh(3): B×3', 'mul(5, 6): B×3', 'add(4, 7): B×3']);
  expect(results).toMatchObject({ 'gate.alpha': { kind: 'constant' }, h: { kind: 'operation', index: operations.length - 1, output: 0 } });
});

it('is drawn from left to right, no box upon another', () => {
  const { boxes, lines, pieces, columns, rows } = stepPicture(graphOf(makeCell({ kind: 'lstm', forgetBias: 1, chrono: 0, recurrentInitialiser }, 2, 3)));
  const placeOf = new Map(boxes.map(box => [box.id, box]));
  expect(new Set(boxes.map(({ column, row }) => `${column} ${row}`)).size).toBe(boxes.length);
  for (const [from, to] of lines) expect(placeOf.get(from)!.column).toBeLessThan(placeOf.get(to)!.column);
  for (const [from, to] of pieces) expect(placeOf.get(from)!.column + 1, 'no line leads behind a box').toBe(placeOf.get(to)!.column);
  expect(boxes.filter(({ kind }) => kind === 'read').map(({ label }) => label)).toEqual(expect.arrayContaining(['x⁽ᵗ⁾', 'h⁽ᵗ⁻¹⁾', 'c⁽ᵗ⁻¹⁾']));
  expect(boxes.filter(({ kind, column }) => kind === 'result' && column === columns - 1).map(({ label }) => label)).toEqual(expect.arrayContaining(['h⁽ᵗ⁾', 'c⁽ᵗ⁾', 'f⁽ᵗ⁾']));
  expect(boxes.find(({ label }) => label === 'split')!.shape).toBe('4 × [B, 3]');
  expect(rows).toBeLessThan(16);
});
