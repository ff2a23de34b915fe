import { add, dispose, mul } from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import { countIn } from '../../core/data/batch.ts';
import type { Batch } from '../../core/data/batch.ts';
import type { ModelState } from '../../core/models/model.ts';
import type { Backpropagation } from '../../core/spec/experiment.ts';
import { segments } from '../../core/train/truncation.ts';
import { gradientPass } from './pass.ts';
import type { Pass } from './pass.ts';

/** A loss and its gradient. */
interface Slope {
  readonly loss: Scalar;
  readonly gradients: Parameters;
}

/**
 * Back-propagation through time, as far as it goes: the loss, its gradient, and the state after the last step.
 * @param first the state before the first step
 * @param passOf a pass over a part of the batch, from a state
 * @param slopeOf its gradient @param from, share which step of the batch its first one is, and how much its mean loss counts
 */
export function backpropagate(
  batch: Batch, first: ModelState, backpropagation: Backpropagation, parameters: Parameters, passOf: (batch: Batch, state: ModelState) => Pass,
  slopeOf: (pass: Pass, from: number, share: number) => Slope & { readonly state: ModelState } = (pass) => gradientPass(pass, parameters),
): Slope & { readonly state: ModelState } {
  let [begin, end] = [first, first];
  let sum: Slope | undefined;
  const passed: ModelState[] = [];
  for (const { batch: own, from, counts, continues, lead } of segments(batch, backpropagation)) {
    if (continues) begin = end;
    else if (lead) begin = stateAfter(passOf(lead, begin), parameters);
    if (counts) {
      const share = countIn(own.y, own.batchSize) / countIn(batch.y, batch.batchSize);
      const { state, ...slope } = slopeOf(passOf(own, begin), from, share);
      sum = sum ? plus(sum, times(slope, share)) : times(slope, share);
      passed.push(end = state);
    } else end = stateAfter(passOf(own, begin), parameters);
  }
  for (const state of passed) if (state !== end) dispose([...state]); // a gradient pass keeps it
  return { ...sum!, state: end };
}

function stateAfter({ model, inputs, state, context }: Pass, parameters: Parameters): ModelState {
  return model.forward(parameters, inputs, state, context).state;
}

function times(slope: Slope, share: number): Slope {
  return share === 1 ? slope : mapSlope(slope, (tensor) => mul(tensor, share));
}

function plus(a: Slope, b: Slope): Slope {
  return mapSlope(a, (tensor, name) => add(tensor, name === undefined ? b.loss : b.gradients[name]!));
}

function mapSlope({ loss, gradients }: Slope, f: <T extends Scalar | Parameters[string]>(tensor: T, name?: string) => T): Slope {
  return { loss: f(loss), gradients: Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, f(g, name)])) };
}
