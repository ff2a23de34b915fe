import { add, argMax, concat, customGrad, mul, slice, sub, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, StepContext } from '../cells/cell.ts';
import { oneHotRows } from '../math/oneHotRows.ts';
import { coins } from './coins.ts';

/**
 * A decoder that may read what it wrote itself, as one cell:
 *
 *   x⁽ᵗ⁾ = y⁽ᵗ⁻¹⁾                            where that is given
 *   x⁽ᵗ⁾ = the likeliest symbol of ŷ⁽ᵗ⁻¹⁾    elsewhere, which is how it writes an answer greedily
 *
 * What is likeliest has no slope: no gradient flows back over the choice (Bengio et al. 2015, arXiv:1506.03099, section 2.4).
 * Its input is [x⁽ᵗ⁾; whatever else the decoder reads; free], x being 0 and free 1 where nothing is given. Its state has besides the
 * decoder's what was chosen, `symbol`.
 * @param decoder the same without it @param symbols how many there are: columns of x and of o @param answer o of the uppermost h
 */
export function readsOwnSymbols(decoder: Cell, symbols: number, answer: (parameters: Parameters, h: Tensor2D) => Tensor2D): Cell {
  const { inputSize, stateSizes } = decoder;
  return {
    ...decoder, kind: 'decoder that reads its own symbols', inputSize: inputSize + 1, stateSizes: { ...stateSizes, symbol: symbols },

    step(parameters, { symbol, ...state }, input, context) {
      const { see = (_, value) => value } = context;
      const [given, others, free] = [columns(input, 0, symbols), columns(input, symbols, inputSize), columns(input, inputSize, inputSize + 1)];
      const x = see('x', add<Tensor2D>(given, mul(free, symbol!)));              // [B, nX]
      const read: Tensor2D = inputSize > symbols ? concat([x, others], 1) : x;
      const { state: next, output, ...seen } = decoder.step(parameters, state, read, context);
      return { ...seen, state: { ...next, symbol: likeliest(next.h!, (h) => answer(parameters, h)) }, output };
    },
  };
}

/** [x; free] of all steps, `[B, tau, nX + 1]`. Before the first step nothing was written: what begins an answer is given. */
export function givenOrFree(x: Tensor3D, context: Omit<StepContext, 't'>): { readonly given: Tensor3D; readonly free: Tensor3D } {
  const [B, tau] = x.shape;
  const given = coins([B, tau], context, 1);
  return { given: mul(given, x), free: sub(1, given) };
}

const columns = (rows: Tensor2D, from: number, to: number): Tensor2D => slice(rows, [0, from], [-1, to - from]);

/** One-hot, of o of h. Nothing on the way there is kept for a gradient. */
function likeliest(h: Tensor2D, answer: (h: Tensor2D) => Tensor2D): Tensor2D {
  const choose = customGrad<Tensor2D>((given) => {
    const value = tidy(() => {
      const o = answer(given as Tensor2D);
      return oneHotRows<Tensor2D>(argMax(o, 1), o.shape[1]);                   // [B, nO]
    });
    return { value, gradFunc: () => zeros<Rank.R2>(h.shape) };
  });
  return choose(h);
}
