import { F32, placesFrom } from '../fused/fusedCell.ts';
import type { Places } from '../fused/fusedCell.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { LayerPlan, Plan } from './plan.ts';
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
  kernels.product(stateOf(plan, space, plan.layers.length - 1, tau - outputsOf(plan, tau)), units, packedV, space.o, columns, count, columns, units, 1);
}

/** Logits become their gradient. @returns the sum of the losses of the outputs that count @param scale 1 over how many numbers the mean is taken of */
export function lossOf({ spec, kernels }: Plan, outputs: number, { o, y, yMask, rows }: Workspace, scale: number): number {
  switch (spec.loss) {
    case 'crossEntropy': return kernels.softmaxCrossEntropy(o, y, yMask, outputs * rows, spec.outputSize, scale);
    case 'binaryCrossEntropy': return kernels.binaryCrossEntropy(o, y, yMask, outputs * rows, spec.outputSize, scale);
    case 'meanSquaredError': return kernels.squaredError(o, y, yMask, outputs * rows, spec.outputSize, scale);
  }
}

/**
 * Back-propagation through time, from the gradient of the logits to that of every parameter, which is added to the thread's own.
 * Each span of steps goes through all layers, from the top, before the one before it begins.
 */
export function backward(plan: Plan, shape: Shape, space: Workspace): void {
  for (let end = shape.tau; end > 0; end -= space.span) spanBackward(plan, shape, space, { from: Math.max(0, end - space.span), end });
}

/** Steps `from` … `end`. */
interface Span {
  readonly from: number;
  readonly end: number;
}

function spanBackward(plan: Plan, shape: Shape, space: Workspace, span: Span): void {
  const { rows } = space;
  const steps = span.end - span.from;
  const spans = space.layers.map((places, index) => placesFrom(plan.layers[index]!.cell, places, span.from, rows));
  spans.forEach((places, index) => begin(plan, plan.layers[index]!, places, steps, rows, span.end === shape.tau));
  outputBackward(plan, shape, space, spans.at(-1)!, span);
  for (let index = plan.layers.length - 1; index >= 0; index--) {
    const { cell } = plan.layers[index]!;
    cell.backward(spans[index]!, steps, rows);
    cell.differentiateParameters(spans[index]!, steps, rows);
    inputBackward(plan, shape, space, spans, index, span);
  }
}

/** What the span after this one left of ∂L/∂h before it is that of this one's last step, as far as it comes from later. */
function begin({ kernels }: Plan, { units }: LayerPlan, { dh, dc }: Places, steps: number, rows: number, last: boolean): void {
  const count = rows * units;
  if (last && dc !== undefined) kernels.clear(dc, count);
  if (last) kernels.clear(dh! + steps * count * F32, count);
  else kernels.spreadRows(dh!, count, dh! + steps * count * F32, count, 1, count);
  kernels.clear(dh!, steps * count);
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

/** What a layer reads from step t on: x, or the states of the layer below. */
function inputOf(plan: Plan, space: Workspace, index: number, t = 0): Pointer {
  const { rows } = space;
  if (index === 0) return space.x + t * rows * plan.layers[0]!.inputs * F32;
  return stateOf(plan, space, index - 1, t);
}

/** h of a layer at step t. */
function stateOf({ layers }: Plan, { layers: places, rows }: Workspace, index: number, t: number): Pointer {
  return places[index]!['h']! + (t + 1) * rows * layers[index]!.units * F32;
}

/** The gradients of V and c, and what comes down from the outputs of a span, if it has any. */
function outputBackward(plan: Plan, { tau }: Shape, space: Workspace, top: Places, { from, end }: Span): void {
  const { kernels, output: { columns } } = plan;
  const { units } = plan.layers.at(-1)!;
  const { rows } = space;
  const { packedVt, dV, dc, scratch } = space.output as Record<'packedVt' | 'dV' | 'dc' | 'scratch', Pointer> & Places;
  const unread = tau - outputsOf(plan, tau);
  const first = Math.max(from, unread);
  const count = (end - first) * rows;
  if (count <= 0) return;
  const o = space.o + (first - unread) * rows * columns * F32;
  kernels.transposedProduct(stateOf(plan, space, plan.layers.length - 1, first), units, o, columns, dV, columns, units, columns, count, dc, scratch);
  kernels.product(o, columns, packedVt, top['dh']! + (first - from + 1) * rows * units * F32, units, count, units, columns, 1);
}

/** The gradients of U and b, and of the layer below. */
function inputBackward(plan: Plan, { xIndices }: Shape, space: Workspace, spans: readonly Places[], index: number, { from, end }: Span): void {
  const { kernels } = plan;
  const { cell, inputs, units } = plan.layers[index]!;
  const { rows } = space;
  const { da, dU, db, packedUt, inputScratch } = spans[index] as Record<'da' | 'dU' | 'db' | 'packedUt' | 'inputScratch', Pointer> & Places;
  const [count, columns] = [(end - from) * rows, cell.blocks * units];
  if (index === 0 && xIndices) {
    kernels.scatterRows(dU, da, space.x + from * rows * F32, count, columns);
    kernels.sumRows(db, da, count, columns);
    return;
  }
  kernels.transposedProduct(inputOf(plan, space, index, from), inputs, da, columns, dU, columns, inputs, columns, count, db, inputScratch);
  if (index > 0) kernels.product(da, columns, packedUt, afterFirst(spans[index - 1]!['dh']!, rows, inputs), inputs, count, inputs, columns, 1);
}
