import { own } from '../core/cells/own.ts';
import { traceStep } from '../core/cells/traceStep.ts';
import type { StepGraphs } from '../core/graph/stepGraph.ts';
import type { RunningCell } from './traceOwnCells.ts';

/** What one step of each cell that a person wrote computes. Their code is loaded, and a backend of TensorFlow.js is. */
export const stepGraphs = (cells: readonly RunningCell[]): StepGraphs =>
  Object.fromEntries(cells.map(({ name, cell, width, hiddenSize }) => [name, traceStep(own(cell, width, hiddenSize))]));
