import { getBackend, getKernel } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OwnFacts } from '../spec/experiment.ts';
import type { Cell, Parameters, State } from './cell.ts';
import type { Operation, RecordedStep } from './recordStep.ts';

/** Where a value comes from without a matrix on the way; `within` is of what other matrices have been through. */
type Source = 'x' | 'h' | 'state' | 'within';

/** What is known of a tensor of a step. */
interface Origin {
  readonly sources: ReadonlySet<Source>;
  /** Whether anything of x or the state is in it; else it is of parameters and numbers alone. */
  readonly computed: boolean;
  /** The matrices that are in it, where nothing is computed yet: W, transposed W, a part of it, exp of it. */
  readonly matrices: ReadonlySet<string>;
}

const nothing: Origin = { sources: new Set(), computed: false, matrices: new Set() };

/** Products over an index: a matrix on the way to whatever comes of them. */
const products = new Set(['BatchMatMul', '_FusedMatMul', 'Einsum', 'Conv1D', 'Conv2D']);
/** Number by number. */
const scalings = new Set(['Multiply', 'RealDiv']);
/** What only asks for a shape. */
const shapes = new Set(['ZerosLike', 'OnesLike', 'Fill']);

/** Which matrices of a step read x, the state before, both, or neither, but what is computed of them; and whether h goes on past all of them. */
export function meetings({ operations, result }: RecordedStep, cell: Cell, given: { readonly parameters: Parameters; readonly state: State; readonly x: Tensor }): Pick<OwnFacts, 'inputs' | 'recurrent' | 'mixed' | 'keeps'> {
  const origins = new Map<number, Origin>();
  const met = new Map<string, Set<Source>>();
  const at = (tensor: Tensor): Origin => origins.get(tensor.id) ?? nothing;
  const begin = (tensor: Tensor, source: Source): unknown => origins.set(tensor.id, { sources: new Set([source]), computed: true, matrices: new Set() });
  begin(given.x, 'x');
  for (const [entry, value] of Object.entries(given.state)) begin(value, entry === 'h' ? 'h' : 'state');
  for (const { name, shape } of cell.parameters) if (shape.length > 1) origins.set(given.parameters[name]!.id, { ...nothing, matrices: new Set([name]) });
  for (const operation of operations) {
    const origin = originOf(operation, operation.inputs.map(at), met);
    for (const output of operation.outputs) origins.set(output.id, origin);
  }
  const named = (fits: (readsX: boolean, remembers: boolean) => boolean): string[] => cell.parameters.map(({ name }) => name).filter((name) => {
    const sources = met.get(name);
    return fits(sources?.has('x') ?? false, sources !== undefined && (sources.has('h') || sources.has('state')));
  });
  return {
    inputs: named((readsX, remembers) => readsX && !remembers), recurrent: named((readsX, remembers) => remembers && !readsX), mixed: named((readsX, remembers) => readsX && remembers),
    keeps: [...Object.values(result.state), result.output].some((value) => at(value).sources.has('h')),
  };
}

/** @param met hears what each matrix reads */
function originOf({ kernel, outputs }: Operation, inputs: readonly Origin[], met: Map<string, Set<Source>>): Origin {
  if (shapes.has(kernel)) return nothing;
  const computed = inputs.filter((input) => input.computed);
  const matrices = union(inputs.filter((input) => !input.computed).map((input) => input.matrices));
  if (computed.length === 0) return { ...nothing, matrices };
  const sources = union(computed.map((input) => input.sources));
  const crosses = crossesOver(kernel, outputs);
  if (matrices.size === 0 || !(crosses || scalings.has(kernel))) return { sources, computed: true, matrices: new Set() };
  for (const name of matrices) met.set(name, union([met.get(name) ?? new Set<Source>(), sources]));
  return { sources: crosses ? new Set<Source>(['within']) : sources, computed: true, matrices: new Set() };
}

/** Whether all of what a matrix is multiplied with comes into all of what comes out: also as rows times columns that are summed after, or within what a person wrote. */
function crossesOver(kernel: string, outputs: readonly Tensor[]): boolean {
  if (products.has(kernel) || !getKernel(kernel, getBackend())) return true;
  return scalings.has(kernel) && outputs.some(({ shape }) => shape.length > 2);
}

function union<T>(sets: readonly ReadonlySet<T>[]): Set<T> {
  return new Set(sets.flatMap((set) => [...set]));
}
