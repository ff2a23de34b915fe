import { add, matMul, tanh } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import type { Cell } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Skip connections through time (section 10.9.1; Lin et al. 1996, doi:10.1109/72.548162): h is read from d steps before too, so
 * that a gradient crosses τ steps in τ/d.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻ᵈ⁾·S + h⁽ᵗ⁻¹⁾·W     without the last term where the skip is the only connection
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)
 *
 * The state is the last d of h: `h` is h⁽ᵗ⁻¹⁾, `h2` is h⁽ᵗ⁻²⁾, …; at each step they only change their names.
 */
export function skip(spec: CellSpec & { kind: 'skip' }, nX: number, n: number): Cell {
  const entries = Array.from({ length: spec.delay }, (_, i) => (i === 0 ? 'h' : `h${i + 1}`));
  const matrices = Object.keys(cellFacts(spec).recurrent);
  return {
    kind: cellFacts(spec).equations, inputSize: nX, hiddenSize: n, stateSizes: Object.fromEntries(entries.map((entry) => [entry, n])),
    constants: { d: [spec.delay] },
    parameters: [
      { name: 'U', shape: [nX, n], initialiser: { kind: 'glorot', blocks: 1 } },
      ...matrices.map((name) => ({ name, shape: [n, n], initialiser: recurrentInitialiser(spec.recurrentInitialiser, n, 1) })),
      { name: 'b', shape: [n], initialiser: { kind: 'zeros' } },
    ],

    step(parameters, state, x) {
      const { U, S, W, b } = parameters as SkipParameters;
      const past = entries.map((entry) => state[entry]!);                  // h⁽ᵗ⁻¹⁾ … h⁽ᵗ⁻ᵈ⁾, [B, n] each
      const far = add<Tensor2D>(matMul(x, U), matMul(past.at(-1)!, S));    // [B, n]
      const a = add<Tensor2D>(b, W ? add(far, matMul(past[0]!, W)) : far); // [B, n]
      const h = tanh(a);                                                   // [B, n]
      return { state: Object.fromEntries(entries.map((entry, i) => [entry, i === 0 ? h : past[i - 1]!])), output: h };
    },
  };
}

type SkipParameters = { U: Tensor2D; S: Tensor2D; W?: Tensor2D; b: Tensor1D };
