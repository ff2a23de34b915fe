import { add, addN, matMul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts, inputMatrices } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';

/**
 * Time-delay network (section 10.1; Lang & Hinton 1988; Waibel et al. 1989, doi:10.1109/29.21701): a causal convolution over time
 * with a kernel of k and a dilation of d.
 *
 *   h⁽ᵗ⁾ = tanh(b + Σᵢ x⁽ᵗ⁻ⁱᵈ⁾·Uᵢ)     i = 0 … k − 1; U₀ is U; before the first step x is zero
 *
 * Parameters are shared over time as in a recurrent network, but h⁽ᵗ⁾ reads no h: it knows the last (k − 1)·d + 1 inputs, and nothing
 * before them. The state is the delay line, `x1` is x⁽ᵗ⁻¹⁾, `x2` is x⁽ᵗ⁻²⁾, …; at each step they only change their names.
 */
export function timeDelay(spec: CellSpec & { kind: 'timeDelay' }, nX: number, n: number): Cell {
  const matrices = inputMatrices(cellFacts(spec));
  const line = Array.from({ length: (spec.kernel - 1) * spec.dilation }, (_, i) => `x${i + 1}`);
  return {
    kind: 'timeDelay', inputSize: nX, hiddenSize: n, stateSizes: { h: n, ...Object.fromEntries(line.map((entry) => [entry, nX])) },
    parameters: [
      ...matrices.map((name) => ({ name, shape: [nX, n], initialiser: { kind: 'uniform', limit: Math.sqrt(6 / (spec.kernel * nX + n)) } } as const)),
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const xs = [x, ...line.map((entry) => state[entry]!)];                                    // x⁽ᵗ⁾, x⁽ᵗ⁻¹⁾, …, [B, nX] each
      const read = matrices.map((name, i) => matMul(xs[i * spec.dilation]!, parameters[name] as Tensor2D)); // [B, n] each
      const h = tanh(add<Tensor2D>(parameters['b'] as Tensor1D, addN(read)));                   // [B, n]
      return { state: { h, ...Object.fromEntries(line.map((entry, i) => [entry, xs[i]!])) }, output: h };
    },
  };
}
