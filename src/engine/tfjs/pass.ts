import { engine, keep, tidy, zerosLike } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, StepContext } from '../../core/cells/cell.ts';
import type { Probe } from '../../core/cells/unroll.ts';
import type { Inputs } from '../../core/models/inputs.ts';
import type { Model, ModelState } from '../../core/models/model.ts';
import { meanLoss } from '../../core/train/losses.ts';
import type { Loss } from '../../core/train/losses.ts';
import './gradients.ts';

/** What a pass over a batch needs besides the parameters. */
export interface Pass {
  readonly model: Model;
  readonly loss: Loss;
  readonly inputs: Inputs;
  readonly y: Tensor;
  /** Of y, `[B, tau]`, where the batch has one. */
  readonly yMask?: Tensor2D | undefined;
  /** The state before the first step. */
  readonly state: ModelState;
  readonly context: Omit<StepContext, 't'>;
}

export interface Outcome {
  readonly loss: Scalar;
  readonly o: Tensor3D;
  readonly state: ModelState;
}

/** The loss, without a gradient. */
export function forwardPass({ model, loss, inputs, y, yMask, state, context }: Pass, parameters: Parameters, probe?: Probe): Outcome {
  const forward = model.forward(parameters, inputs, state, context, probe);
  return { ...forward, loss: meanLoss(loss, forward.o, y, yMask) };
}

/** The loss, the state after the last step, and ∂L/∂θ by parameter that is learnt. Back-propagation through time: the whole of tau, once. */
export function gradientPass(pass: Pass, parameters: Parameters): { loss: Scalar; state: ModelState; gradients: Parameters } {
  let state: ModelState = [];
  const { value, gradients } = differentiate(learnable(pass.model, parameters), (learnt) => {
    const outcome = forwardPass(pass, { ...parameters, ...learnt });
    state = outcome.state;
    state.flatMap((layer) => Object.values(layer)).forEach(keep);
    return outcome.loss;
  });
  return { loss: value, state, gradients };
}

/** The parameters that do not stay as they were drawn. */
export function learnable(model: Model, parameters: Parameters): Parameters {
  const fixed = new Set(model.parameters.filter((parameter) => parameter.fixed).map(({ name }) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !fixed.has(name)));
}

/** The value of f and its gradient by each of the named tensors: zero where it does not depend on one, as on parameters of positions that a short batch has not. */
export function differentiate(at: Parameters, f: (at: Parameters) => Scalar): { value: Scalar; gradients: Parameters } {
  const names = Object.keys(at);
  const named = (tensors: readonly Tensor[]): Parameters => Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const tensors = Object.values(at);
  return tidy(() => {
    const { value, grads } = engine().gradients(() => f(named(tensors)), tensors, undefined, true);
    return { value, gradients: named(grads.map((gradient: Tensor | null, i) => gradient ?? zerosLike(tensors[i]!))) };
  });
}
