import { concat } from '@tensorflow/tfjs-core';
import type { Cell } from '../cells/cell.ts';
import type { Attention } from './attention.ts';
import type { Chain } from './chain.ts';
import { entrySizes, stepStack } from './stackStep.ts';

/**
 * The stack of a decoder as one cell, for one that goes step by step; with attention it looks back at the source before each step:
 *
 *   c⁽ᵗ⁾ = attention(h⁽ᵗ⁻¹⁾; h₁ … h_τ of the encoder)     h the uppermost
 *   h⁽ᵗ⁾ = f(h⁽ᵗ⁻¹⁾, [x⁽ᵗ⁾; c⁽ᵗ⁾])                        c through the matrix A
 *
 * Its state has the entries of each chain by name (`layers.0.h`), and the uppermost h once more as `h`; its parameters are the model's.
 * @param inputSize columns of x
 */
export function decoderCell(chains: readonly Chain[], inputSize: number, attention: Attention | undefined): Cell {
  const { hiddenSize } = chains.at(-1)!.cell;
  return {
    kind: 'decoder', inputSize, hiddenSize, parameters: [], stateSizes: { ...entrySizes(chains), h: hiddenSize },

    step(parameters, state, x, context) {
      const c = attention?.look(parameters, state.h!, context.source!, context.see ?? ((_, value) => value));  // [B, nC]
      const { h, state: next } = stepStack(chains, parameters, state, c ? concat([x, c], 1) : x, context);
      return { state: { ...next, h }, output: h };
    },
  };
}
