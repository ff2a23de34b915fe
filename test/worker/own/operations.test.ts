import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { withCode } from '../../../src/core/cells/own.ts';
import { openData } from '../../../src/core/data/open.ts';
import type { OwnCellSpec } from '../../../src/core/spec/experiment.ts';
import type { OwnCode } from '../../../src/core/spec/ownCode.ts';
import { compileModel } from '../../../src/core/train/compileModel.ts';
import { traceOwnCells } from '../../../src/engine/traceOwnCells.ts';
import { definitions } from '../../../src/worker/own/definitions.ts';
import { unfoldModule } from '../../../src/worker/own/unfoldModule.ts';
import { experimentOf, filesOf } from '../../core/experiments.ts';
import { start } from '../../engine/tfjs/start.ts';
import { float64 } from '../../float64/load.ts';
import { operationUses } from './operationUses.ts';
import type { Operations, Use } from './operationUses.ts';

const offered = Object.keys(unfoldModule).filter(name => !(name in definitions));

/** A cell that computes with an operation what it gives to the next step. */
const cellWith = (use: Use, o: Operations): OwnCode => ({
  call: f => f(),
  make: given => {
    const { inputSize, hiddenSize } = given as { inputSize: number; hiddenSize: number };
    return {
      parameters: { K: { shape: [inputSize + hiddenSize, hiddenSize] } },
      step({ K }: Record<string, Tensor>, { h }: Record<string, Tensor>, x: Tensor) {
        const v = o.tanh(o.matMul(o.concat([x, h!], 1), K!)) as Tensor2D;
        const [read, before] = [o.add(v, 0), o.add(h!, 0)] as [Tensor2D, Tensor2D]; // which no other operation keeps for the way back
        return { state: { h: o.tanh(o.add(v, use(o, read, before))) } };
      },
    };
  },
});

const usesOf = (name: string): readonly Use[] => [operationUses[name as keyof Operations]].flat();
const options = {};

const { tf } = float64;
const own = float64.unfoldModule as unknown as Operations;
const counted = (...shape: number[]): Tensor => tf.reshape(tf.range(1, shape.reduce((all, each) => all * each, 1) + 1), shape);

it.each([
  ['bi,ij->bj', [2, 3], [3, 4]], ['ij,kj->ki', [2, 3], [4, 3]], ['i,j->ji', [2], [3]], ['ij->', [2, 3]], ['bij,bjk->bik', [2, 3, 4], [2, 4, 3]], ['i,i->i', [3], [3]], ['abc->ca', [2, 3, 4]],
] as [string, ...number[][]][])('einsum of %s is that of TensorFlow.js', (equation, ...shapes) => {
  const tensors = shapes.map(shape => counted(...shape));
  const [found, expected] = [own.einsum(equation, ...tensors), tf.einsum(equation, ...tensors)];
  expect([found.shape, [...found.dataSync()]]).toEqual([expected.shape, [...expected.dataSync()]]);
});

it('einsum takes three, and says what does not go together', () => {
  expect(own.einsum('i, j, k -> kj', counted(2), counted(2), counted(2)).arraySync()).toEqual([[3, 6], [6, 12]]);
  expect(() => own.einsum('ij', counted(2, 3))).toThrow('einsum takes letters with an arrow, as in \'bi,ij->bj\', not \'ij\'');
  expect(() => own.einsum('ij,jk->ik', counted(2, 3))).toThrow('\'ij,jk->ik\' is of 2 tensors, and einsum is given 1');
  expect(() => own.einsum('ij,jk->ik', counted(2, 3), counted(2, 3))).toThrow('j of \'ij,jk->ik\' is 3 and 2');
  expect(() => own.einsum('ii->i', counted(2, 2))).toThrow('\'ii\' of \'ii->i\' is [2, 2]: einsum takes a letter for each axis, each once');
  expect(() => own.einsum('ij->ik', counted(2, 2))).toThrow('k of \'ij->ik\' is to stand once to the right of the arrow, and to its left');
});

it.each([[[0, 1], [2, 4], [1, 2]], [[-1, -1], [-99, 0], [-1, -2]], [[1, 0], [99, -1], [1, 1]]])('stridedSlice from %j to %j by %j is that of TensorFlow.js', (begin, end, strides) => {
  const [found, expected] = [own.stridedSlice(counted(2, 5), begin, end, strides), tf.stridedSlice(counted(2, 5), begin, end, strides)];
  expect([found.shape, [...found.dataSync()]]).toEqual([expected.shape, [...expected.dataSync()]]);
});

it.each([['int32', [0, 0, 0]], ['bool', [0, 0, 0]], ['float32', [2, 2, 2]]] as const)('the gradient through a cast to %s is that of PyTorch', (dtype, expected) => {
  const slope = tf.grad(v => tf.sum(tf.mul(2, tf.cast(tf.cast(v, dtype), 'float32'))));
  expect(slope(tf.tensor1d([0.5, 1.5, -2.5])).arraySync()).toEqual(expected);
});

it('every operation that a cell may import is tried here, and no other', () => {
  expect(Object.keys(operationUses).sort()).toEqual(offered.sort());
});

describe.each(offered)('%s', name => {
  it('is right in double precision, forward and backward', () => {
    for (const use of usesOf(name)) {
      const recorder = new float64.Recorder(float64.unfoldModule);
      const code = cellWith(use, recorder.operations as unknown as Operations);
      const found = [...float64.checkCell({ file: `./${name}.ts`, code, loadAgain: () => code, recorder: recorder as never, sizes: { inputSize: 3, hiddenSize: 4, options } })];
      expect(found.flatMap(({ check, findings }) => findings?.map(({ message }) => `${check}: ${message}`) ?? [`${check} was not looked at`]).join('\n')).toBe('');
    }
  });

  it.each(['wasm', 'cpu'] as const)('trains, on %s', async device => {
    const engine = await start(device);
    for (const use of usesOf(name)) {
      const given = experimentOf({ data: { kind: 'task', task: 'adding', validationSequences: 2 }, device: 'cpu', training: { batchSize: 3, tau: 4 } });
      const cell = withCode({ kind: 'own', file: `./${name}.ts`, options } as OwnCellSpec, cellWith(use, unfoldModule as unknown as Operations));
      const source = await openData(given, filesOf({}));
      const experiment = await traceOwnCells({ ...given, model: { ...given.model, layers: [{ ...given.model.layers[0]!, cell, hiddenSize: 4 }] } }, source);
      const model = await compileModel(experiment, source, engine);
      for (let step = 0; step < 2; step++) expect((await model.run(source.next())).gradNorm).toBeGreaterThan(0);
      model.dispose();
    }
  });
});
