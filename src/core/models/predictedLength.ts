import { add, concat, mul, slice, stack, sub, sum, tensor1d, transpose, unstack, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Probe } from '../cells/unroll.ts';
import type { Model } from './model.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';

/** Subtracted from the logits of what cannot come at a step: e to the minus this is nothing. */
const impossible = 1e4;

/**
 * A model that predicts how long a sequence is before it writes it (section 10.2.3):
 *
 *   P(x⁽¹⁾, …, x⁽τ⁾) = P(τ)·P(x⁽¹⁾, …, x⁽τ⁾ | τ)
 *
 * Its first answer is tau, one class for each length from 0. Read as the next x, tau sets how many are left, r, one-hot, which goes down
 * by one at each step and which the first layer reads through T, so that the model knows how near the end is:
 *
 *   r⁽ᵗ⁾ₖ = r⁽ᵗ⁻¹⁾ₖ₊₁ + x⁽ᵗ⁾ₖ, x⁽ᵗ⁾ₖ being 1 where "k are left" is read
 *   a⁽ᵗ⁾ = b + h⁽ᵗ⁻¹⁾·W + x⁽ᵗ⁾·U + r⁽ᵗ⁾·T
 *
 * While nothing is left to write o is of lengths alone, else of symbols alone. The columns of x and o: symbols, lengths; of x then what begins.
 * @param inner the same model, which reads r as the last columns of x
 */
export function predictedLength(inner: Model, { outputSize, lengths = 0 }: RecurrentSpec): Model {
  const symbols = outputSize - lengths;
  const most = lengths - 1;

  return {
    ...inner, stateNames: [...inner.stateNames, 'length'],
    initialState: (B) => [...inner.initialState(B), { r: zeros<Rank.R2>([B, most]) }],

    forward(parameters, inputs, state, context, probe) {
      const rs = remaining(inputs.x, state.at(-1)!['r']!, probe);
      const r = stack(rs, 1) as Tensor3D;                                                 // [B, tau, most]
      const read = inner.forward(parameters, { ...inputs, x: concat([inputs.x, r], 2) }, state.slice(0, -1), context, probe);
      return { o: possible(read.o, r), state: [...read.state, { r: rs.at(-1)! }] };
    },

    step(parameters, x, state, context) {
      const r = left(x, state.at(-1)!['r']!);
      const { o, state: after } = inner.step(parameters, concat([x, r], 1), state.slice(0, -1), context);
      return { o: possible(o, r), state: [...after, { r }] };
    },
  };

  /** r of every step. */
  function remaining(x: Tensor3D, first: Tensor2D, probe?: Probe): Tensor2D[] {
    let r = first;
    return (unstack(transpose(x, [1, 0, 2])) as Tensor2D[]).map((row, t) => {
      r = left(row, r);
      return r = probe ? probe.see('remaining', t, r) : r;
    });
  }

  /** r⁽ᵗ⁾ of x⁽ᵗ⁾ and r⁽ᵗ⁻¹⁾, `[B, most]` */
  function left(x: Tensor2D, before: Tensor2D): Tensor2D {
    const lower = concat([slice(before, [0, 1], [-1, -1]), zeros<Rank.R2>([x.shape[0], 1])], 1);
    return add(lower, slice(x, [0, symbols + 1], [-1, most]));
  }

  /** o of what can come: symbols where one is left, Σ r = 1, else lengths. */
  function possible<T extends Tensor>(o: T, r: Tensor): T {
    const isSymbol = tensor1d(Array.from({ length: outputSize }, (_, k) => Number(k < symbols)));
    const isWanted = add(sub(1, isSymbol), mul(sum(r, -1, true), sub(mul(2, isSymbol), 1)));  // [B, tau, nO]
    return sub<T>(o, mul(impossible, sub(1, isWanted)));
  }
}
