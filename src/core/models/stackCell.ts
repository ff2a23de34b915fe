import { add, concat, mul, reshape, split, sub, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, See, State } from '../cells/cell.ts';
import { look } from '../cells/unroll.ts';
import { named, ownParameters } from './chain.ts';
import type { Chain } from './chain.ts';

/** What a stack makes of its uppermost h, and carries to the next step. */
export interface OwnOutput {
  /** Columns of x and of o. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** Whether each chain carries its state as well. */
  readonly hidden: boolean;
  /** o of h, `[B, n]` → `[B, nO]` */
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
 * Given a target, it is what is read as y⁽ᵗ⁻¹⁾ (teacher forcing, section 10.2.1), else ŷ⁽ᵗ⁻¹⁾. Its input is [x⁽ᵗ⁾; y⁽ᵗ⁻¹⁾; given], the
 * last column 1 or 0; its state has the entries of each chain by name (`layers.0.h`), and ŷ as `h`; its parameters are the model's.
 */
export function stackCell(chains: readonly Chain[], { inputSize, outputSize, hidden, answer, predict }: OwnOutput): Cell {
  const carried = hidden ? chains : [];
  const sizes = carried.flatMap(({ name, cell }) => Object.entries(cell.stateSizes).map(([entry, columns]) => [`${name}.${entry}`, columns] as const));
  return {
    kind: 'stack', inputSize: inputSize + outputSize + 1, hiddenSize: outputSize, parameters: [],
    stateSizes: { ...Object.fromEntries(sizes), h: outputSize },

    step(parameters, state, input, context) {
      const { see = (_, value) => value } = context;
      const [x, y, given] = split<Tensor2D>(input, [inputSize, outputSize, 1], 1) as [Tensor2D, Tensor2D, Tensor2D];
      const next: Record<string, Tensor2D> = {};
      let h: Tensor2D = concat([x, add(mul(given, y), mul(sub(1, given), state.h!))], 1);  // [B, nX + nO]
      for (const chain of chains) {
        const before = hidden ? entriesOf(chain, state) : nothing(chain, x.shape[0]);
        const own = named(chain, see);
        const step = chain.cell.step(ownParameters(chain, parameters, !hidden), before, h, { ...context, see: own });
        const seen = look(step, context.t, { see: (name, _, value) => own(name, value) });
        h = seen.output;                                                         // [B, n]
        if (hidden) for (const [entry, value] of Object.entries(seen.state)) next[`${chain.name}.${entry}`] = value;
      }
      const o = see('o', answer(parameters, h, see));                                     // [B, nO]
      const yHat = reshape(predict(reshape(o, [-1, 1, outputSize])), [-1, outputSize]) as Tensor2D;
      return { state: { ...next, h: yHat }, output: o };
    },
  };
}

function entriesOf({ name, cell }: Chain, state: State): State {
  return Object.fromEntries(Object.keys(cell.stateSizes).map((entry) => [entry, state[`${name}.${entry}`]!]));
}

const nothing = ({ cell }: Chain, B: number): State =>
  Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, zeros<Rank.R2>([B, columns])]));
