import { add } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Cell } from './cell.ts';
import { mlp } from './mlp.ts';

/** Layers on the way into a cell: from what it reads, and from its own state one step earlier. */
export interface CellDepth {
  readonly input: number;
  readonly hidden: number;
  /** Whether h also goes past the layers of `hidden`. */
  readonly skip: boolean;
}

/**
 * Any cell f with feedforward networks before what it reads and what it carries (figure 10.13b; Pascanu et al. 2014, arXiv:1312.6026):
 *
 *   z⁽ᵗ⁾ = mlp(x⁽ᵗ⁾)
 *   m⁽ᵗ⁾ = mlp(h⁽ᵗ⁻¹⁾)
 *   h⁽ᵗ⁾ = f(m⁽ᵗ⁾, z⁽ᵗ⁾)
 *   h⁽ᵗ⁾ = f(h⁽ᵗ⁻¹⁾ + m⁽ᵗ⁾, z⁽ᵗ⁾)     with the skip, which leaves the path from step to step as short as it was (figure 10.13c)
 *
 * f takes what it is given in place of h⁽ᵗ⁻¹⁾, in its gates too; the c of an LSTM goes from step to step as ever.
 * @param make the cell itself for an input of so many columns
 */
export function deepCell({ input, hidden, skip }: CellDepth, nX: number, n: number, make: (inputSize: number) => Cell): Cell {
  const [below, across] = [mlp('input', nX, n, input), mlp('hidden', n, n, hidden)];
  const cell = make(input > 0 ? n : nX);
  return {
    ...cell, kind: `deep ${cell.kind}`, inputSize: nX, parameters: [...below.parameters, ...across.parameters, ...cell.parameters],

    step(parameters, state, x, context) {
      const z = below.apply(parameters, x, context.see);                         // [B, n]
      const m = across.apply(parameters, state.h!, context.see);                 // [B, n]
      const h = skip ? add<Tensor2D>(state.h!, m) : m;                           // [B, n]
      return cell.step(parameters, { ...state, h }, z, context);
    },
  };
}
