import { SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { float64 } from '../../float64/load.ts';

const { tf, makeCell, unroll, initialise, split } = float64;
const n = 5;

/** The spectral norm of ∂h_T/∂h_0 of a tanh network whose h stays so near 0 that tanh is the identity: h_T = h_0·Wᵀ. */
function spectralNorm(rho: number, T: number): number {
  const cell = makeCell({ kind: 'tanh', recurrentInitialiser: 'orthogonal' }, 1, n);
  const Q = initialise(cell.parameters.find(({ name }) => name === 'W')!, split(2, 'weights'));
  const parameters = { U: tf.zeros([1, n]), W: tf.mul(tf.tensor2d(Q, [n, n]), rho), b: tf.zeros([n]) };
  const lastState = (h: Tensor2D) => unroll(cell, parameters, tf.zeros([T, 1, 1]), { h }, { training: false, random: split(1, 'noise') }).state.h!;
  const row = (k: number) => tf.grad((h) => tf.sum(tf.slice(lastState(h as Tensor2D), [0, k], [1, 1])))(tf.fill([1, n], 1e-30)).dataSync();
  const jacobian = Array.from({ length: n }, (_, k) => Array.from(row(k)));
  return new SingularValueDecomposition(jacobian).diagonal[0]!;
}

describe('the Jacobian of a linear network with W = ρQ, Q orthogonal', () => {
  it.each([0.8, 1, 1.1])('has the norm ρ^T for ρ = %d: gradients vanish or explode exponentially (section 10.7)', (rho) => {
    for (const T of [1, 10, 60]) expect(Math.abs(Math.log10(spectralNorm(rho, T)) - T * Math.log10(rho))).toBeLessThan(1e-3);
  });
});
