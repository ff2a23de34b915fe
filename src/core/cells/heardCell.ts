import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, State, StepContext } from './cell.ts';
import { recordStep } from './recordStep.ts';
import type { RecordedStep } from './recordStep.ts';

/** A step of a cell: what it was given, and what it made of it. */
export interface HeardStep {
  readonly parameters: Parameters;
  readonly state: State;
  readonly x: Tensor2D;
  readonly context: StepContext;
  readonly recorded: RecordedStep;
}

/** The same cell, and somebody who hears every operation of each of its steps, while its tensors are there. Within no gradient. */
export function heardCell(cell: Cell, hear: (step: HeardStep) => void): Cell {
  return {
    ...cell,
    step(parameters, state, x, context) {
      const recorded = recordStep(cell, parameters, state, x, context);
      hear({ parameters, state, x, context, recorded });
      return recorded.result;
    },
  };
}
