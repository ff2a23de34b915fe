import { buffersOf, F32 } from '../fused/fusedCell.ts';
import type { Places } from '../fused/fusedCell.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { Layout } from '../fused/layout.ts';
import type { ChainPlan, Plan, Source } from './plan.ts';

/** Sequences of one length, and how they are given. */
export interface Shape {
  readonly tau: number;
  /** Rows of the whole batch. */
  readonly B: number;
  /** Whether inputs, and targets, are class indices. */
  readonly xIndices: boolean;
  readonly yIndices: boolean;
  /** Whether they have masks. */
  readonly xMasked: boolean;
  readonly yMasked: boolean;
  /** Whether ∂L/∂h of all steps is kept, to be looked at. */
  readonly looked: boolean;
  /** Threads that take part, from the first. */
  readonly members: number;
}

/** What one thread computes in: its share of the batch, time-major. */
export interface Workspace {
  /** The first row of the batch that is its own, and how many there are. */
  readonly first: number;
  readonly rows: number;
  /** Steps that are gone back through at a time. */
  readonly span: number;
  /** Class indices `[tau, rows]` (int32), or numbers `[tau, rows, inputs]`. */
  readonly x: Pointer;
  /** x, and its mask, the end first: where a chain reads backward. */
  readonly xTurned: Pointer;
  readonly xMaskTurned: Pointer;
  /** Of the outputs there are: class indices, or numbers `[outputs, rows, columns]`. */
  readonly y: Pointer;
  /** Masks of x `[tau, rows]` and of y `[outputs, rows]`; 0 where there is none. */
  readonly xMask: Pointer;
  readonly yMask: Pointer;
  /** Logits, then their gradient, `[outputs, rows, columns]`. */
  readonly o: Pointer;
  /** All that the cell of each chain and its products need, parameters and gradients included. */
  readonly chains: readonly Places[];
  readonly output: Places;
}

/** Steps that have an output: all, or the last. */
export const outputsOf = ({ spec }: Plan, tau: number): number => (spec.output === 'each' ? tau : 1);

/** The workspaces of all threads that take part, one after another behind the plan. @returns them, and where they end */
export function workspaces(plan: Plan, shape: Shape): { all: Workspace[]; end: Pointer } {
  const layout = new Layout(plan.end);
  const gradients = plan.gradients.slice(0, shape.members);
  const all = gradients.map((gradient, thread) => workspace(plan, shape, gradient, share(shape.B, shape.members, thread), layout));
  return { all, end: layout.end };
}

/** Rows of a batch for each thread: as even as can be. */
function share(B: number, members: number, thread: number): { first: number; rows: number } {
  const first = Math.floor((B * thread) / members);
  return { first, rows: Math.floor((B * (thread + 1)) / members) - first };
}

/** Rows that a gradient of a matrix takes at a time, see assembly/product.ts. */
const depth = 256;

const spanOf = ({ backward }: Plan, { tau, looked }: Shape, rows: number): number => (looked || backward ? tau : Math.min(tau, Math.max(1, Math.floor(depth / rows))));

function workspace(plan: Plan, shape: Shape, gradient: Pointer, { first, rows }: { first: number; rows: number }, layout: Layout): Workspace {
  const { tau, xIndices, yIndices, xMasked, yMasked } = shape;
  const outputs = outputsOf(plan, tau);
  const span = spanOf(plan, shape, rows);
  const masks = { xMask: xMasked ? layout.take(tau * rows) : 0, xMaskTurned: xMasked && plan.backward ? layout.take(tau * rows) : 0 };
  const xSize = tau * rows * (xIndices ? 1 : plan.inputs);
  return {
    first, rows, span, ...masks,
    yMask: yMasked ? layout.take(outputs * rows) : 0,
    x: layout.take(xSize),
    xTurned: plan.backward ? layout.take(xSize) : 0,
    y: layout.take(outputs * rows * (yIndices ? 1 : plan.output.columns)),
    o: layout.take(outputs * rows * plan.output.columns),
    chains: plan.chains.map((chain) => chainPlaces(plan, chain, gradient, { tau, rows, span, mask: chain.backward ? masks.xMaskTurned : masks.xMask }, layout)),
    output: {
      ...plan.output.places, ...plan.within(gradient, '', 'd'),
      scratch: layout.take(scratchOf(plan, plan.output.sources)),
    },
  };
}

interface Extent {
  readonly tau: number;
  readonly rows: number;
  readonly span: number;
  readonly mask: Pointer;
}

/** Of the gradient of a matrix that reads so many sources, one after another. */
const scratchOf = ({ kernels }: Plan, sources: readonly Source[]): number =>
  Math.max(...sources.map(({ columns }) => kernels.scratchOfTransposedProduct(columns)));

function chainPlaces(plan: Plan, chain: ChainPlan, gradient: Pointer, { tau, rows, span, mask }: Extent, layout: Layout): Places {
  const { name, cell, units, sources, turned, places } = chain;
  const own = {
    ...places, ...plan.within(gradient, `${name}.`, 'd'),
    ...layout.takeAll(buffersOf(cell, tau, span, rows)),
    ...(turned && layout.takeAll({ turned: tau * rows * units, dturned: tau * rows * units })),
    inputScratch: layout.take(scratchOf(plan, sources)), mask,
  };
  return { ...own, ...cell.within(own, rows) };
}

/** Where h (or dh) of step 0 begins: behind the state before it. */
export const afterFirst = (states: Pointer, rows: number, units: number): Pointer => states + rows * units * F32;

