import { describe, expect, it } from 'vitest';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import { numericalGradient, relativeError } from '../../../src/core/math/gradientCheck.ts';
import { float64 } from '../../float64/load.ts';

const { tf, differentiate, split } = float64;

describe('the gradient of a product made of plain products, in float64', () => {
  const random = split(1, 'weights');
  const draw = (size: number) => Float64Array.from({ length: size }, () => random.normal());
  const [a, b] = [draw(2 * 3), draw(3 * 4)];

  it.each([[false, false], [false, true], [true, false], [true, true]])('agrees with central differences: transposed %s, %s', (transposeA, transposeB) => {
    const A = () => tf.tensor2d(Array.from(a), transposeA ? [3, 2] : [2, 3]);
    const B = () => tf.tensor2d(Array.from(b), transposeB ? [4, 3] : [3, 4]);
    const product = (A: Tensor2D, B: Tensor2D) => tf.matMul(A, B, transposeA, transposeB);
    // B is met twice, so that its transpose is shared
    const value = (A: Tensor2D, B: Tensor2D) => tf.sum<Scalar>(tf.add(tf.sin(product(A, B)), tf.square(product(A, B))));
    const { gradients } = differentiate({ A: A(), B: B() }, ({ A, B }) => value(A as Tensor2D, B as Tensor2D));
    const numerical = (x: Float64Array) => numericalGradient(() => tf.tidy(() => value(A(), B()).dataSync()[0]!), x);
    expect(relativeError(gradients.A!.dataSync(), numerical(a))).toBeLessThan(1e-8);
    expect(relativeError(gradients.B!.dataSync(), numerical(b))).toBeLessThan(1e-8);
  });

  it('leaves no transpose behind', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const [A, B] = [tf.ones([2, 3]), tf.ones([3, 4])];
      differentiate({ A, B }, ({ A, B }) => tf.sum(tf.matMul(A as Tensor2D, B as Tensor2D)));
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
