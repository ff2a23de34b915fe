import { add, concat, mul, reshape, split } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, See } from '../cells/cell.ts';
import type { OutputReads } from '../spec/outputReads.ts';
import type { Chain } from './chain.ts';
import { outputRow } from './outputRow.ts';
import { entrySizes, stepStack } from './stackStep.ts';

/** What a stack makes of its states, and carries to the next step. */
export interface OwnOutput {
  /** Columns of x and of o. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** Whether each chain carries its state as well. */
  readonly hidden: boolean;
  /** What o is made of. */
  readonly reads: OutputReads;
  /** o of that, `[B, n]` → `[B, nO]` */
  answer(parameters: Parameters, h: Tensor2D, see?: See): Tensor2D;
  /** ŷ of o, `[B, 1, nO]` both. */
  predict(o: Tensor3D): Tensor3D;
}

/**
 * A stack and its output as one cell, for a model that reads its own output (figures 10.4 and 10.6):
 *
 *   h⁽ᵗ⁾ = f(h⁽ᵗ⁻¹⁾, [x⁽ᵗ⁾; y⁽ᵗ⁻¹⁾])     without h⁽ᵗ⁻¹⁾ where only the output is carried
 *   o⁽ᵗ⁾ = c + h⁽ᵗ⁾·V
 *   ŷ⁽ᵗ⁾ = softmax(o⁽ᵗ⁾), σ(o⁽ᵗ⁾) or o⁽ᵗ⁾
 *
 * Given a target, it is what is read as y⁽ᵗ⁻¹⁾ (teacher forcing, section 10.2.1), else ŷ⁽ᵗ⁻¹⁾. Its input is [x⁽ᵗ⁾; y⁽ᵗ⁻¹⁾; free]: where
 * nothing is given, the last column is 1 and y is 0. Its state has the entries of each chain by name (`layers.0.h`), and ŷ as `h`; its
 * parameters are the model's, those of each chain as its cell multiplies them.
 */
export function stackCell(chains: readonly Chain[], { inputSize, outputSize, hidden, reads, answer, predict }: OwnOutput): Cell {
  return {
    kind: 'stack', inputSize: inputSize + outputSize + 1, hiddenSize: outputSize, parameters: [],
    stateSizes: { ...entrySizes(hidden ? chains : []), h: outputSize },

    step(parameters, state, input, context) {
      const [x, y, free] = split<Tensor2D>(input, [inputSize, outputSize, 1], 1) as [Tensor2D, Tensor2D, Tensor2D];
      const { see = (_, value) => value } = context;
      const read: Tensor2D = concat([x, add(y, mul(free, state.h!))], 1);   // [B, nX + nO]
      const { states, state: next } = stepStack(chains, parameters, state, read, context, hidden);
      const o = see('o', answer(parameters, outputRow(states, x, inputSize, reads), see)); // [B, nO]
      const yHat = reshape(predict(reshape(o, [-1, 1, outputSize])), [-1, outputSize]) as Tensor2D;
      return { state: { ...next, h: yHat }, output: o };
    },
  };
}
