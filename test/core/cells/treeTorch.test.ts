import type { Tensor3D, Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { treesOf } from '../../../src/core/data/taskBatch.ts';
import { relativeError } from '../../../src/core/math/gradientCheck.ts';
import type { CellSpec } from '../../../src/core/spec/experiment.ts';
import { float64 } from '../../float64/load.ts';
import golden from '../../parity/torch_trees.json' with { type: 'json' };

const { tf, recurrent, losses, gradientPass, split } = float64;

/** PyTorch recurses over the nodes of each tree; here all trees go level by level. */
it.each(golden.cells)('$name: loss and gradients are those of plain recursion in PyTorch, float64, to 1e-11', ({ cell, hiddenSize, output, x, y, value, parameters, gradients }) => {
  const of = ({ shape, data }: { shape: number[]; data: number[] }, dtype: 'float32' | 'int32' = 'float32') => tf.tensor(data, shape, dtype);
  const [B, tau, inputSize] = x.shape as [number, number, number];
  const model = recurrent({
    layers: [{ cell: { recurrentInitialiser: 'orthogonal', ...cell } as CellSpec, hiddenSize }], output: output as 'each' | 'last', inputSize, outputSize: parameters.c.data.length,
  });
  const mask = tf.tensor2d(golden.trees.map((tree) => Array.from({ length: tau }, (_, t) => Number(t < tree.length)))) as Tensor2D;
  const computed = gradientPass({
    model, loss: losses.crossEntropy, inputs: { x: of(x) as Tensor3D, mask, trees: treesOf(golden.trees, tau, 3) }, y: of(y, 'int32'),
    ...(output === 'each' && { yMask: mask }), state: model.initialState(B), context: { training: true, random: split(1, 'noise') },
  }, Object.fromEntries(Object.entries(parameters).map(([name, numbers]) => [name, of(numbers)])));
  expect(Math.abs(computed.loss.dataSync()[0]! / value - 1)).toBeLessThan(1e-11);
  expect(Object.keys(computed.gradients).sort()).toEqual(Object.keys(gradients).sort());
  for (const [name, { data }] of Object.entries(gradients)) expect(relativeError(computed.gradients[name]!.dataSync(), data), name).toBeLessThan(1e-11);
});
