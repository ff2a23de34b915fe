import { F32 } from '../fused/fusedCell.ts';
import type { Places } from '../fused/fusedCell.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { Plan } from './plan.ts';
import { afterFirst, outputsOf } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

/** From x and the first states in a workspace to the states of every step and the logits o. */
export function forward(plan: Plan, shape: Shape, space: Workspace): void {
  const { tau } = shape;
  plan.layers.forEach((_, index) => {
    project(plan, shape, space, index);
    plan.layers[index]!.cell.forward(space.layers[index]!, tau, space.rows);
  });
  const { kernels, output: { columns } } = plan;
  const { c, packedV } = space.output as Record<'c' | 'packedV', Pointer> & Places;
  const { units } = plan.layers.at(-1)!;
  const count = outputsOf(plan, tau) * space.rows;
  kernels.fillRows(space.o, c, count, columns);
  kernels.product(readStates(plan, tau, space), units, packedV, space.o, columns, count, columns, units, 1);
}

/** Logits become their gradient. @returns the sum of the losses of the outputs that count @param scale 1 over how many numbers the mean is taken of */
export function lossOf({ spec, kernels }: Plan, outputs: number, { o, y, yMask, rows }: Workspace, scale: number): number {
  switch (spec.loss) {
    case 'crossEntropy': return kernels.softmaxCrossEntropy(o, y, yMask, outputs * rows, spec.outputSize, scale);
    case 'binaryCrossEntropy': return kernels.binaryCrossEntropy(o, y, yMask, outputs * rows, spec.outputSize, scale);
    case 'meanSquaredError': return kernels.squaredError(o, y, yMask, outputs * rows, spec.outputSize, scale);
  }
}

/** Back-propagation through time, from the gradient of the logits to that of every parameter, which is added to the thread's own. */
export function backward(plan: Plan, shape: Shape, space: Workspace): void {
  const { tau } = shape;
  outputBackward(plan, tau, space);
  for (let index = plan.layers.length - 1; index >= 0; index--) {
    const { cell } = plan.layers[index]!;
    const places = space.layers[index]!;
    if ('dc' in places) plan.kernels.clear(places['dc']!, space.rows * plan.layers[index]!.units);
    cell.backward(places, tau, space.rows);
    cell.differentiateParameters(places, tau, space.rows);
    inputBackward(plan, shape, space, index);
  }
}

/** a = b + x·U for every step at once. */
function project(plan: Plan, { tau, xIndices }: Shape, space: Workspace, index: number): void {
  const { kernels } = plan;
  const { cell, inputs, units } = plan.layers[index]!;
  const { a, U, b, packedU } = space.layers[index] as Record<'a' | 'U' | 'b' | 'packedU', Pointer> & Places;
  const [count, columns] = [tau * space.rows, cell.blocks * units];
  if (index === 0 && xIndices) return kernels.gatherRows(a, U, b, space.x, count, columns);
  kernels.fillRows(a, b, count, columns);
  kernels.product(inputOf(plan, space, index), inputs, packedU, a, columns, count, columns, inputs, 1);
}

/** What a layer reads: x, or the states of the layer below. */
function inputOf(plan: Plan, space: Workspace, index: number): Pointer {
  return index === 0 ? space.x : afterFirst(space.layers[index - 1]!['h']!, space.rows, plan.layers[index - 1]!.units);
}

/** The states of the top layer that have an output. */
function readStates(plan: Plan, tau: number, space: Workspace, name: 'h' | 'dh' = 'h'): Pointer {
  const { units } = plan.layers.at(-1)!;
  const unread = tau - outputsOf(plan, tau);
  return afterFirst(space.layers.at(-1)![name]!, space.rows, units) + unread * space.rows * units * F32;
}

function outputBackward(plan: Plan, tau: number, space: Workspace): void {
  const { kernels, output: { columns } } = plan;
  const { units } = plan.layers.at(-1)!;
  const { packedVt, dV, dc, scratch } = space.output as Record<'packedVt' | 'dV' | 'dc' | 'scratch', Pointer> & Places;
  const count = outputsOf(plan, tau) * space.rows;
  kernels.transposedProduct(readStates(plan, tau, space), units, space.o, columns, dV, columns, units, columns, count, dc, scratch);
  kernels.clear(space.layers.at(-1)!['dh']!, (tau + 1) * space.rows * units);
  kernels.product(space.o, columns, packedVt, readStates(plan, tau, space, 'dh'), units, count, units, columns, 1);
}

/** The gradients of U and b, and of the layer below. */
function inputBackward(plan: Plan, { tau, xIndices }: Shape, space: Workspace, index: number): void {
  const { kernels } = plan;
  const { cell, inputs, units } = plan.layers[index]!;
  const { a, dU, db, packedUt, inputScratch } = space.layers[index] as Record<'a' | 'dU' | 'db' | 'packedUt' | 'inputScratch', Pointer> & Places;
  const [count, columns] = [tau * space.rows, cell.blocks * units];
  if (index === 0 && xIndices) {
    kernels.scatterRows(dU, a, space.x, count, columns);
    kernels.sumRows(db, a, count, columns);
    return;
  }
  kernels.transposedProduct(inputOf(plan, space, index), inputs, a, columns, dU, columns, inputs, columns, count, db, inputScratch);
  if (index === 0) return;
  const below = space.layers[index - 1]!['dh']!;
  kernels.clear(below, space.rows * inputs);
  kernels.product(a, columns, packedUt, afterFirst(below, space.rows, inputs), inputs, count, inputs, columns, 0);
}
