import { engine, tensor } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { split } from '../math/random.ts';
import type { Cell, Parameters, State, StepContext, StepResult } from './cell.ts';

/** An operation as TensorFlow.js computed it: the name of its kernel, or what stands around one that a person wrote. */
export interface Operation {
  readonly kernel: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

export interface RecordedStep {
  /** In the order in which they were computed. Those of their tensors that are not part of the result may be gone. */
  readonly operations: readonly Operation[];
  /** Those that are a single number, as constants are, by their id. */
  readonly numbers: ReadonlyMap<number, number>;
  readonly result: StepResult;
}

/** One step, with every operation of it. Call it within `tidy`, and within no gradient. @param context left out, that of a first step */
export function recordStep(cell: Cell, parameters: Parameters, state: State, x: Tensor2D, context = first()): RecordedStep {
  const tfjs = engine().state;
  const numbers = new Map<number, number>();
  // What a gradient would go back along is a list of just that.
  tfjs.activeTape = [];
  tfjs.gradientDepth++;
  try {
    const result = cell.step(parameters, state, x, context);
    for (const { inputs, saved = [] } of tfjs.activeTape) {
      for (const { id, size, dataId } of Object.values(inputs)) {
        const kept = size === 1 ? saved.find((each) => each.dataId === dataId) : undefined; // by then, it may itself be gone
        if (kept) numbers.set(id, kept.dataSync()[0]!);
      }
    }
    return { operations: tfjs.activeTape.map(({ kernelName, inputs, outputs }) => operationOf(kernelName, Object.values(inputs), outputs)), numbers, result };
  } finally {
    tfjs.gradientDepth--;
    for (const { saved = [] } of tfjs.activeTape) for (const each of saved) each.dispose();
    tfjs.activeTape = [];
  }
}

/** A clone, which is on the tape by another name, is the same numbers. */
function operationOf(kernel: string, inputs: readonly Tensor[], outputs: readonly Tensor[]): Operation {
  const isClone = inputs.length === 1 && outputs.length === 1 && inputs[0]!.dataId === outputs[0]!.dataId && inputs[0]!.rank === outputs[0]!.rank;
  return { kernel: isClone ? 'Identity' : kernel, inputs, outputs };
}

const first = (): StepContext => ({ t: 0, training: true, random: split(0, 'noise') });

export const stepOnce = (cell: Cell, parameters: Parameters, state: State, x: Tensor2D): StepResult => cell.step(parameters, state, x, first());

/** Where a step is looked at. */
export interface Point {
  readonly parameters: Parameters;
  readonly state: State;
  readonly x: Tensor2D;
}

/** Parameters, a state and an x like none in particular. */
export function pointOf(cell: Cell, B: number): Point {
  const random = split(0, 'weights');
  const draw = (shape: readonly number[], scale = 1): Tensor => tensor(Float32Array.from({ length: shape.reduce((all, each) => all * each, 1) }, () => scale * random.normal()), [...shape]);
  return {
    parameters: Object.fromEntries(cell.parameters.map(({ name, shape }) => [name, draw(shape, 1 / Math.sqrt(shape.length > 1 ? shape[0]! : 4))])),
    state: Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, draw([B, columns]) as Tensor2D])), x: draw([B, cell.inputSize]) as Tensor2D,
  };
}
