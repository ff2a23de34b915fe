import { add, concat, matMul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';

/**
 * Time-delay network (the opening of chapter 10; Lang & Hinton 1988; Waibel et al. 1989, doi:10.1109/29.21701): a causal convolution over time
 * with a kernel of k and a dilation of d.
 *
 *   h⁽ᵗ⁾ = tanh(b + Σᵢ x⁽ᵗ⁻ⁱᵈ⁾·Uᵢ)     i = 0 … k − 1; before the first step x is zero
 *
 * Parameters are shared over time as in a recurrent network, but h⁽ᵗ⁾ reads no h: it knows the last (k − 1)·d + 1 inputs, and nothing
 * before them. U is U₀ above U₁ above …, so that the sum is one product. The state is the delay line, `x1` is x⁽ᵗ⁻¹⁾, `x2` is x⁽ᵗ⁻²⁾, …;
 * at each step they only change their names.
 *
 * With a kernel of 1 it is a feedforward layer, the same at each step. With `variance` v the weights are uniform with the variance v / k·nX,
 * so that a stack of n layers multiplies the variance of a small signal by vⁿ (section 10.7).
 */
export function timeDelay(spec: CellSpec & { kind: 'timeDelay' }, nX: number, n: number): Cell {
  const { reads = [] } = cellFacts(spec);                            // 0, d, 2d, …
  const line = Array.from({ length: (spec.kernel - 1) * spec.dilation }, (_, i) => `x${i + 1}`);
  return {
    kind: 'timeDelay', inputSize: nX, hiddenSize: n, stateSizes: { h: n, ...Object.fromEntries(line.map((entry) => [entry, nX])) },
    parameters: [
      { name: 'U', shape: [spec.kernel * nX, n], taps: spec.kernel, initialiser: spec.variance > 0 ? { kind: 'uniform', limit: Math.sqrt(3 * spec.variance / (spec.kernel * nX)) } : { kind: 'glorot', blocks: 1 } },
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, b } = parameters as TimeDelayParameters;
      const xs = [x, ...line.map((entry) => state[entry]!)];                                    // x⁽ᵗ⁾, x⁽ᵗ⁻¹⁾, …, [B, nX] each
      const read = concat(reads.map((delay) => xs[delay]!), 1);                                 // [B, k·nX]
      const h = tanh(add<Tensor2D>(b, matMul(read, U)));                                        // [B, n]
      return { state: { h, ...Object.fromEntries(line.map((entry, i) => [entry, xs[i]!])) }, output: h };
    },
  };
}

type TimeDelayParameters = { U: Tensor2D; b: Tensor1D };
