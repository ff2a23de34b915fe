import { F32, placesFrom } from '../fused/fusedCell.ts';
import type { Places } from '../fused/fusedCell.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { ChainPlan, Plan, Source } from './plan.ts';
import { afterFirst, outputsOf } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

/** From x and the first states in a workspace to the states of every step and the logits o. */
export function forward(plan: Plan, shape: Shape, space: Workspace): void {
  const { tau } = shape;
  const { kernels, output: { sources, columns } } = plan;
  if (plan.backward) turnInput(plan, shape, space);
  plan.chains.forEach(({ cell, units, turned }, index) => {
    const places = space.chains[index]!;
    project(plan, shape, space, index);
    cell.forward(places, tau, space.rows);
    if (turned) kernels.turn(afterFirst(places['h']!, space.rows, units), places['turned']!, tau, space.rows * units);
  });
  const { c, packedV } = space.output as Record<'c' | 'packedV', Pointer> & Places;
  const count = outputsOf(plan, tau) * space.rows;
  kernels.fillRows(space.o, c, count, columns);
  for (const source of sources) {
    const { columns: width, packed } = source;
    kernels.product(read(plan, space, source, tau - outputsOf(plan, tau)), width, packedV + packed * F32, space.o, columns, count, columns, width, 1);
  }
}

/** For the chains that read backward. */
function turnInput({ kernels, inputs }: Plan, { tau, xIndices }: Shape, { x, xTurned, xMask, xMaskTurned, rows }: Workspace): void {
  kernels.turn(x, xTurned, tau, rows * (xIndices ? 1 : inputs));
  if (xMask) kernels.turn(xMask, xMaskTurned, tau, rows);
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
 * Each span of steps goes through all chains, from the top, before the one before it begins; where one reads backward, all is one span.
 */
export function backward(plan: Plan, shape: Shape, space: Workspace): void {
  plan.chains.forEach(({ cell: { reach }, units }, index) => {
    if (reach !== undefined) plan.kernels.clear(space.chains[index]!['dpast']!, (reach + shape.tau) * space.rows * units);
  });
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
  const spans = space.chains.map((places, index) => placesFrom(plan.chains[index]!.cell, places, span.from, rows));
  spans.forEach((places, index) => begin(plan, plan.chains[index]!, places, steps, rows, span.end === shape.tau));
  outputBackward(plan, shape, space, spans, span);
  for (let index = plan.chains.length - 1; index >= 0; index--) {
    const { cell, units, turned } = plan.chains[index]!;
    const { dh, dturned } = spans[index] as Record<'dh' | 'dturned', Pointer> & Places;
    if (turned) plan.kernels.addTurned(afterFirst(dh, rows, units), dturned, steps, rows * units);
    cell.backward(spans[index]!, steps, rows);
    cell.differentiateParameters(spans[index]!, steps, rows);
    inputBackward(plan, shape, space, spans, index, span);
  }
}

/** What the span after this one left of ∂L/∂h before it is that of this one's last step, as far as it comes from later; where ∂L/∂h is there for all steps, it lies there. */
function begin({ kernels }: Plan, { cell, units }: ChainPlan, places: Places, steps: number, rows: number, last: boolean): void {
  const { dh, dturned } = places;
  const count = rows * units;
  if (dturned !== undefined) kernels.clear(dturned, steps * count);
  if (cell.reach !== undefined) return;
  for (const name of last ? cell.states.slice(1) : []) kernels.clear(places[`d${name}`]!, count);
  if (last) kernels.clear(dh! + steps * count * F32, count);
  else kernels.spreadRows(dh!, count, dh! + steps * count * F32, count, 1, count);
  kernels.clear(dh!, steps * count);
}

/** a = b + x·U for every step at once. */
function project(plan: Plan, { tau, xIndices }: Shape, space: Workspace, index: number): void {
  const { kernels } = plan;
  const { cell, sources, units } = plan.chains[index]!;
  const { a, U, b, packedU } = space.chains[index] as Record<'a' | 'U' | 'b' | 'packedU', Pointer> & Places;
  const [count, columns] = [tau * space.rows, cell.blocks * units];
  if (isIndices(sources[0]!, xIndices)) return kernels.gatherRows(a, U, b, indices(space, sources[0]!), count, columns);
  kernels.fillRows(a, b, count, columns);
  for (const source of sources) {
    const { columns: width, packed } = source;
    kernels.product(read(plan, space, source), width, packedU + packed * F32, a, columns, count, columns, width, 1);
  }
}

const isIndices = ({ chain }: Source, xIndices: boolean): boolean => chain === undefined && xIndices;

/** x as classes. */
const indices = ({ x, xTurned }: Workspace, { turned }: Source): Pointer => (turned ? xTurned : x);

/** A source from step t on, of those who read it. */
function read({ chains, inputs }: Plan, { x, xTurned, chains: places, rows }: Workspace, { chain, turned }: Source, t = 0): Pointer {
  if (chain === undefined) return (turned ? xTurned : x) + t * rows * inputs * F32;
  const { units } = chains[chain]!;
  const first = turned ? places[chain]!['turned']! : afterFirst(places[chain]!['h']!, rows, units);
  return first + t * rows * units * F32;
}

/** The gradient of that. @param steps of the span before it */
function gradientOf({ chains }: Plan, rows: number, spans: readonly Places[], { chain, turned }: Source, steps = 0): Pointer {
  const { dh, dturned } = spans[chain!]!;
  const { units } = chains[chain!]!;
  return (turned ? dturned! : afterFirst(dh!, rows, units)) + steps * rows * units * F32;
}

/** The gradients of V and c, and what comes down from the outputs of a span, if it has any. */
function outputBackward(plan: Plan, { tau }: Shape, space: Workspace, spans: readonly Places[], { from, end }: Span): void {
  const { kernels, output: { sources, columns } } = plan;
  const { rows } = space;
  const { packedVt, dV, dc, scratch } = space.output as Record<'packedVt' | 'dV' | 'dc' | 'scratch', Pointer> & Places;
  const unread = tau - outputsOf(plan, tau);
  const first = Math.max(from, unread);
  const count = (end - first) * rows;
  if (count <= 0) return;
  const o = space.o + (first - unread) * rows * columns * F32;
  sources.forEach((source, i) => {
    const { columns: width, row, packedTransposed } = source;
    kernels.transposedProduct(read(plan, space, source, first), width, o, columns, dV + row * columns * F32, columns, width, columns, count, i === 0 ? dc : 0, scratch);
    kernels.product(o, columns, packedVt + packedTransposed * F32, gradientOf(plan, rows, spans, source, first - from), width, count, width, columns, 1);
  });
}

/** The gradients of U and b, and of what is below. */
function inputBackward(plan: Plan, { xIndices }: Shape, space: Workspace, spans: readonly Places[], index: number, { from, end }: Span): void {
  const { kernels } = plan;
  const { cell, sources, units } = plan.chains[index]!;
  const { rows } = space;
  const { da, dU, db, packedUt, inputScratch } = spans[index] as Record<'da' | 'dU' | 'db' | 'packedUt' | 'inputScratch', Pointer> & Places;
  const [count, columns] = [(end - from) * rows, cell.blocks * units];
  if (isIndices(sources[0]!, xIndices)) {
    kernels.scatterRows(dU, da, indices(space, sources[0]!) + from * rows * F32, count, columns);
    kernels.sumRows(db, da, count, columns);
    return;
  }
  sources.forEach((source, i) => {
    const { chain, columns: width, row, packedTransposed } = source;
    kernels.transposedProduct(read(plan, space, source, from), width, da, columns, dU + row * columns * F32, columns, width, columns, count, i === 0 ? db : 0, inputScratch);
    if (chain !== undefined) kernels.product(da, columns, packedUt + packedTransposed * F32, gradientOf(plan, rows, spans, source), width, count, width, columns, 1);
  });
}
