import { add, concat, expandDims, matMul, tile } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, State } from '../cells/cell.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { Model, ModelState } from './model.ts';
import type { RecurrentSpec } from './recurrentSpec.ts';

/** How a context is read: not at all, at every step, before the first, or both. */
export interface ContextUse {
  readonly atEachStep: boolean;
  readonly first: boolean;
}

export function contextUse({ context, contextSize = 0 }: Pick<RecurrentSpec, 'context' | 'contextSize'>): ContextUse {
  const as = contextSize === 0 ? 'none' : context?.as ?? 'none';
  return { atEachStep: as === 'input' || as === 'both', first: as === 'initialState' || as === 'both' };
}

/**
 * A model conditioned on a vector C (section 10.2.4, figure 10.9): read by the first layer at every step through R, as the last columns
 * of x, or making the first state of every layer, or both:
 *
 *   a⁽ᵗ⁾ = b + h⁽ᵗ⁻¹⁾·W + x⁽ᵗ⁾·U + C·R
 *   h⁽⁰⁾ = C·R₀      and, of a skip through time, every h before it
 *
 * @param inner the same model, which reads C as the last columns of x
 */
export function contextual(inner: Model, spec: RecurrentSpec): Model {
  const { inputSize, contextSize = 0 } = spec;
  const { atEachStep, first } = contextUse(spec);
  const initial: ParameterSpec[] = first
    ? inner.chains.map(({ name, cell }) => ({ name: `${name}.R0`, shape: [contextSize, cell.hiddenSize], initialiser: { kind: 'glorot', blocks: 1 } })) : [];

  return {
    ...inner, inputSize, readsContext: true,
    parameters: [...inner.parameters, ...initial],

    forward(parameters, { C, ...inputs }, state, context, probe) {
      const given = needed(C);
      const x = atEachStep ? beside(inputs.x, given) : inputs.x;
      return inner.forward(parameters, { ...inputs, x }, begun(parameters, state, given), context, probe);
    },

    step(parameters, x, state, context) {
      const C = needed(context.C);
      return inner.step(parameters, atEachStep ? concat([x, C], 1) : x, context.t === 0 ? begun(parameters, state, C) : state, context);
    },
  };

  /** The first state, where C makes it. */
  function begun(parameters: Parameters, state: ModelState, C: Tensor2D): ModelState {
    if (!first) return state;
    return state.map((own, i): State => {
      const R0 = parameters[`${inner.chains[i]?.name}.R0`] as Tensor2D | undefined;
      if (!R0) return own;
      const h0 = matMul(C, R0);                                                // [B, n]
      return Object.fromEntries(Object.entries(own).map(([entry, value]) => [entry, /^h\d*$/.test(entry) ? add<Tensor2D>(value, h0) : value]));
    });
  }
}

/** C at every step, `[B, tau, nX]` → `[B, tau, nX + nC]` */
function beside(x: Tensor3D, C: Tensor2D): Tensor3D {
  return concat([x, tile(expandDims(C, 1), [1, x.shape[1], 1]) as Tensor3D], 2);
}

function needed(C: Tensor2D | undefined): Tensor2D {
  if (!C) throw new Error('The model is conditioned on a context, and none is given.');
  return C;
}
