import { add, dispose, div, mul, reshape, slice, transpose } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import type { ModelState } from '../../core/models/model.ts';
import { within } from '../../core/models/chain.ts';
import { omega } from '../../core/train/omega.ts';
import type { FlowPoints } from '../../core/train/omega.ts';
import { differentiate } from './pass.ts';
import type { Pass } from './pass.ts';
import { tracedPass } from './tracedPass.ts';
import type { Traced } from './tracedPass.ts';

/** What a pass with the regulariser Ω brings; `gradients` are those of L + weight·Ω. */
export interface RegularisedPass {
  readonly loss: Scalar;
  /** Of all layers, the mean over the sequences. */
  readonly omega: Scalar;
  readonly state: ModelState;
  readonly gradients: Parameters;
}

/** The gradient of the loss, and beside it that of weight·Ω: see `omega`. Each layer reads forward: a stack is its chains. */
export function regularisedPass(pass: Pass, parameters: Parameters, weight: number): RegularisedPass {
  const { loss, state, gradients, traces } = tracedPass(pass, parameters);
  const points = traces.map((trace, layer) => flowPoints(trace, layer === 0 ? transpose(pass.inputs.x, [1, 0, 2]) : traces[layer - 1]!.h, pass.inputs.mask));
  const regulariser = differentiate(ofLayers(parameters), (parameters) => batchOmega(pass, parameters, points));
  dispose(traces.map(({ h }) => h));
  const own = Object.entries(regulariser.gradients).map(([name, g]) => [name, add(gradients[name]!, mul(weight, g))] as const);
  return { loss, omega: regulariser.value, state, gradients: { ...gradients, ...Object.fromEntries(own) } };
}

/** Without those of the output, on which Ω does not depend. */
function ofLayers(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith('layers.')));
}

/** All pairs of neighbouring steps, side by side. @param xs the layer's input at every t, `[tau, B, nX]` @param mask of x, `[B, tau]` */
function flowPoints({ h, dh }: Traced, xs: Tensor3D, mask?: Tensor2D): FlowPoints {
  const back = later(dh);                                                                           // [(tau − 1)·B, n]
  const [tau, B, n] = h.shape;
  return { h: reshape(slice(h, 0, tau - 1), [(tau - 1) * B, n]), x: later(xs), dh: mask ? mul(back, there(mask)) : back };
}

/** Every step but the first, `[(tau − 1)·B, n]`. */
function later(steps: Tensor3D): Tensor2D {
  const [tau, B, n] = steps.shape;
  return reshape(slice(steps, 1), [(tau - 1) * B, n]);
}

/** The mask of every step but the first, `[(tau − 1)·B, 1]`: nothing flows through a step that there is not. */
function there(mask: Tensor2D): Tensor {
  return reshape(slice(transpose(mask), 1), [-1, 1]);
}

function batchOmega({ model, inputs: { x }, context }: Pass, parameters: Parameters, points: readonly FlowPoints[]): Scalar {
  const layers = model.chains.map(({ cell, name }, layer) => omega(cell, within(parameters, name), points[layer]!, { ...context, t: 0 }));
  return div(layers.reduce((sum, each) => add(sum, each)), x.shape[0]);
}
