import { add, matMul, mul, sigmoid, split, sub, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078). r and u are the book's reset and update gates, g the new
 * state they let in; PyTorch calls them r, z, n.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U                        of each of the three, side by side
 *   r = σ(a_r + h⁽ᵗ⁻¹⁾·W_r)                  (10.47)
 *   u = σ(a_u + h⁽ᵗ⁻¹⁾·W_u)                  (10.46)
 *   g = tanh(a_g + (r ⊙ h⁽ᵗ⁻¹⁾)·W_g)         reset before the product: the book, inside (10.45), where it writes σ
 *   g = tanh(a_g + r ⊙ (bW + h⁽ᵗ⁻¹⁾·W_g))    reset after it: PyTorch, cuDNN
 *   h⁽ᵗ⁾ = u ⊙ h⁽ᵗ⁻¹⁾ + (1 − u) ⊙ g         (10.45)
 */
export function gru(spec: CellSpec & { kind: 'gru' }, nX: number, n: number): Cell {
  const after = spec.reset === 'after';
  return {
    kind: cellFacts(spec).equations, inputSize: nX, hiddenSize: n, stateSizes: { h: n },
    parameters: [
      { name: 'U', shape: [nX, 3 * n], initialiser: { kind: 'glorot', blocks: 3 } },
      { name: 'W', shape: [n, 3 * n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 3) },
      { name: 'b', shape: [3 * n], initialiser: { kind: 'zeros' } },
      ...(after ? [{ name: 'bW', shape: [n], initialiser: { kind: 'zeros' } } as const] : []),
    ],

    step(parameters, state, x) {
      const { U, W, b, bW } = parameters as GruParameters;
      const h = state.h!;                                                   // [B, n]
      const a = add<Tensor2D>(b, matMul(x, U));                             // [B, 3n]
      const { r, u, g } = after ? resetAfter(a, h, W, bW) : resetBefore(a, h, W);
      const next = add<Tensor2D>(mul(u, h), mul(sub(1, u), g));             // [B, n]
      return { state: { h: next }, output: next, gates: { r, u, g } };
    },
  };
}

function resetBefore(a: Tensor2D, h: Tensor2D, W: Tensor2D): Gates {
  const n = h.shape[1];
  const [aru, ag] = split(a, [2 * n, n], 1) as Two<Tensor2D>;               // [B, 2n], [B, n]
  const [Wru, Wg] = split(W, [2 * n, n], 1) as Two<Tensor2D>;               // [n, 2n], [n, n]
  const [r, u] = split(sigmoid(add<Tensor2D>(aru, matMul(h, Wru))), 2, 1) as Two<Tensor2D>; // [B, n] each
  const g = tanh(add<Tensor2D>(ag, matMul(mul<Tensor2D>(r, h), Wg)));       // [B, n]
  return { r, u, g };
}

function resetAfter(a: Tensor2D, h: Tensor2D, W: Tensor2D, bW: Tensor1D): Gates {
  const [ar, au, ag] = split(a, 3, 1) as Three<Tensor2D>;                   // [B, n] each
  const [hWr, hWu, hWg] = split(matMul(h, W), 3, 1) as Three<Tensor2D>;     // [B, n] each
  const r = sigmoid(add<Tensor2D>(ar, hWr));                                // [B, n]
  const u = sigmoid(add<Tensor2D>(au, hWu));                                // [B, n]
  const g = tanh(add<Tensor2D>(ag, mul(r, add(bW, hWg))));                  // [B, n]
  return { r, u, g };
}

type GruParameters = { U: Tensor2D; W: Tensor2D; b: Tensor1D; bW: Tensor1D };
type Gates = { r: Tensor2D; u: Tensor2D; g: Tensor2D };
type Two<T> = [T, T];
type Three<T> = [T, T, T];
