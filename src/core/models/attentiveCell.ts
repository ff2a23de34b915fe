import { concat } from '@tensorflow/tfjs-core';
import type { Cell } from '../cells/cell.ts';
import type { Attention } from './attention.ts';
import type { Chain } from './chain.ts';
import { entrySizes, stepStack } from './stackStep.ts';

/**
 * A stack as one cell that looks back at a source before each step:
 *
 *   c⁽ᵗ⁾ = attention(h⁽ᵗ⁻¹⁾; h₁ … h_τ of the encoder)     h the uppermost
 *   h⁽ᵗ⁾ = f(h⁽ᵗ⁻¹⁾, [x⁽ᵗ⁾; c⁽ᵗ⁾])                        c through the matrix A
 *
 * Its state has the entries of each chain by name (`layers.0.h`), and the uppermost h once more as `h`; its parameters are the model's.
 * @param inputSize columns of x
 */
export function attentiveCell(chains: readonly Chain[], inputSize: number, attention: Attention): Cell {
  const { hiddenSize } = chains.at(-1)!.cell;
  return {
    kind: 'attentive stack', inputSize, hiddenSize, parameters: [], stateSizes: { ...entrySizes(chains), h: hiddenSize },

    step(parameters, state, x, context) {
      const c = attention.look(parameters, state.h!, context.source!, context.see ?? ((_, value) => value));  // [B, nC]
      const { h, state: next } = stepStack(chains, parameters, state, concat([x, c], 1), context);
      return { state: { ...next, h }, output: h };
    },
  };
}
