import type { Tensor } from '@tensorflow/tfjs-core';

/** What an optimiser remembers of one parameter from update to update, by slot, each of the parameter's shape; zeros at first. */
export type Slots = Readonly<Record<string, Tensor>>;

export interface Update {
  readonly parameter: Tensor;
  readonly slots: Slots;
}

/** How a gradient becomes a new value of a parameter. Pure: makes new tensors and disposes none. */
export interface Optimiser {
  readonly slots: readonly string[];
  /** @param step of this update, counted from 1 */
  update(parameter: Tensor, gradient: Tensor, slots: Slots, learningRate: number, step: number): Update;
}
