import { add, matMul, mul, reshape, sigmoid, sub, tanh, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Leaky units (section 10.9.2; Mozer 1992; Jaeger et al. 2007, doi:10.1016/j.neunet.2007.04.016): α of the old state stays, so that
 * a unit forgets over some −1/ln α steps, its time constant.
 *
 *   a⁽ᵗ⁾ = b + h⁽ᵗ⁻¹⁾·W + x⁽ᵗ⁾·U
 *   h⁽ᵗ⁾ = α ⊙ h⁽ᵗ⁻¹⁾ + (1 − α) ⊙ tanh(a⁽ᵗ⁾)
 *
 * α is fixed, or learnt by each unit as σ(aAlpha).
 * @param spec.alpha the same for all units, or by time constants T spread evenly on a logarithmic scale: α = exp(−1/T)
 */
export function leaky(spec: LeakySpec, nX: number, n: number): Cell {
  const alphas = firstAlphas(spec.alpha, n);
  return {
    kind: cellFacts(spec).equations, inputSize: nX, hiddenSize: n, stateSizes: { h: n },
    parameters: [
      { name: 'U', shape: [nX, n], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'W', shape: [n, n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 1) },
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
      ...(spec.learnAlpha ? [{ name: 'aAlpha', shape: [n], initialiser: { kind: 'constant', values: alphas.map(logit) } } as const] : []),
    ],
    ...(!spec.learnAlpha && { constants: { alpha: alphas } }),

    step(parameters, state, x) {
      const { U, W, b, aAlpha } = parameters as LeakyParameters;
      const h = state.h!;                                                  // [B, n]
      const a = add<Tensor2D>(b, add(matMul(h, W), matMul(x, U)));         // [B, n]
      const alpha = spec.learnAlpha ? sigmoid(reshape(aAlpha, [1, n]) as Tensor2D) : tensor2d(alphas, [1, n]); // [1, n]
      const next = add<Tensor2D>(mul(alpha, h), mul(sub(1, alpha), tanh(a))); // [B, n]
      return { state: { h: next }, output: next, gates: { alpha } };
    },
  };
}

function firstAlphas(alpha: LeakySpec['alpha'], n: number): number[] {
  return Array.from({ length: n }, (_, unit) => {
    if (alpha.kind === 'same') return alpha.value;
    const T = alpha.from * (alpha.to / alpha.from) ** (unit / Math.max(1, n - 1));
    return Math.exp(-1 / T);
  });
}

const logit = (p: number): number => Math.log(p / (1 - p));

type LeakySpec = CellSpec & { kind: 'leaky' };
type LeakyParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D; aAlpha: Tensor1D };
