import type { Chain } from '../../core/models/chain.ts';
import type { Model } from '../../core/models/model.ts';
import type { TrainingPlan } from '../../core/train/engine.ts';
import { slotsOf } from '../../core/train/optimisers/slots.ts';
import { F32, packedSize } from '../fused/fusedCell.ts';
import type { FusedCell, Places } from '../fused/fusedCell.ts';
import { fuse } from '../fused/index.ts';
import type { FusedKind } from '../fused/index.ts';
import { padded, paddedShape, sizeOf } from '../fused/padding.ts';
import type { PaddedShape } from '../fused/padding.ts';
import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { Layout } from '../fused/layout.ts';
import { answersEnd } from './answers.ts';

/** What every thread knows of the model: plain data, so that it can be posted. */
export interface PlanSpec extends Pick<Model, 'inputSize' | 'outputSize' | 'output'>, Pick<TrainingPlan, 'loss' | 'optimiser'> {
  /** From the input upwards. */
  readonly cells: readonly CellPlanSpec[];
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly threads: number;
  /** Multiplications that are worth waking another thread for. */
  readonly grain: number;
}

/** A chain of the model. */
interface CellPlanSpec extends FusedKind, Pick<Chain, 'name' | 'direction' | 'state' | 'gradient'> {
  readonly inputSize: number;
  /** The chains it reads, side by side; none where it reads x. */
  readonly below: readonly number[];
}

/** A tenth of a millisecond. */
const usualGrain = 1e6;

export function planSpec(model: Model, { loss, optimiser }: TrainingPlan, threads: number, grain = usualGrain): PlanSpec {
  const { inputSize, outputSize, output, chains, parameters } = model;
  return {
    inputSize, outputSize, output, loss, optimiser, threads, grain,
    cells: chains.map(({ name, direction, state, gradient, cell: { kind, inputSize, hiddenSize, constants } }) =>
      ({ name, direction, state, gradient, kind, inputSize, hiddenSize, constants, below: chainsOf(chains, layerOf(name) - 1) })),
    parameters: parameters.map(({ name, shape }) => ({ name, shape })),
  };
}

/** Which layer a chain, or a parameter of one, is of: `layers.0.forward.U` is of the first. */
const layerOf = (name: string): number => Number(/^layers\.(\d+)/.exec(name)![1]);

/** The chains of a layer. */
const chainsOf = (chains: readonly { readonly name: string }[], layer: number): number[] => chains.flatMap(({ name }, index) => (layerOf(name) === layer ? [index] : []));

/** One parameter within the long row of all of them. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly padded: PaddedShape;
  /** Where it begins, and how long it is, in numbers. */
  readonly offset: number;
  readonly size: number;
}

/** Something that is read, x or the states of a chain: rows of U (or V) of its own, below those of the one before. */
export interface Source {
  /** Which chain's; undefined: x. */
  readonly chain: number | undefined;
  /** As they are read, filled up to 4. */
  readonly columns: number;
  /** Whether in the other order than it lies there. */
  readonly turned: boolean;
  /** Its first row of the matrix, and where in the packed matrix, and in its transpose, its own begins, in numbers. */
  readonly row: number;
  readonly packed: number;
  readonly packedTransposed: number;
}

/** One cell that reads in one direction. What it has over time lies in the order in which it reads: of one that reads backward, the end first. */
export interface ChainPlan extends Pick<Chain, 'name' | 'state' | 'gradient'> {
  readonly backward: boolean;
  readonly cell: FusedCell;
  readonly hiddenSize: number;
  /** Columns of h, filled up to 4. */
  readonly units: number;
  readonly sources: readonly Source[];
  /** Whether its states are read in the other order too. */
  readonly turned: boolean;
  /** Parameters by their own names and the packed matrices; gradients (`dU`) are each thread's own. */
  readonly places: Places;
}

/**
 * Where everything lies that stays from step to step: parameters, what the optimiser remembers of them, a gradient for each
 * thread, and the packed matrices. Computed once, in every thread alike, from the spec alone.
 */
export class Plan {
  readonly parameters: readonly ParameterPlace[];
  /** Numbers in all parameters together. */
  readonly size: number;
  /** Where the row of all parameters begins. */
  readonly theta: Pointer;
  readonly slots: Readonly<Record<string, Pointer>>;
  /** Of each thread; the first one's becomes the sum of all. */
  readonly gradients: readonly Pointer[];
  readonly chains: readonly ChainPlan[];
  readonly output: { readonly columns: number; readonly sources: readonly Source[]; readonly places: Places };
  /** Columns of x as it is read: filled up to 4. */
  readonly inputs: number;
  /** Whether a chain reads backward, so that all of a layer comes before what is above it, and, going back, after. */
  readonly backward: boolean;
  /** Where the workspaces begin. */
  readonly end: Pointer;

  constructor(readonly spec: PlanSpec, readonly kernels: Kernels) {
    const layout = new Layout(answersEnd(spec.threads));
    this.parameters = rowOf(spec);
    this.size = this.parameters.reduce((sum, { size }) => sum + size, 0);
    this.theta = layout.take(this.size);
    this.slots = Object.fromEntries(slotsOf[spec.optimiser.kind].map((slot) => [slot, layout.take(this.size)]));
    this.gradients = Array.from({ length: spec.threads }, () => layout.take(this.size));
    this.inputs = padded(spec.inputSize);
    this.backward = spec.cells.some(({ direction }) => direction === 'backward');
    this.chains = spec.cells.map((cell, index) => this.chain(cell, index, layout));
    this.output = this.outputPlan(layout);
    this.end = layout.end;
  }

  /** Where the parameters of a row that begins at `base` lie, by their names without the prefix, and with another one in front. */
  within(base: Pointer, prefix: string, rename = ''): Places {
    const own = this.parameters.filter(({ name }) => name.startsWith(prefix) && !name.slice(prefix.length).includes('.'));
    return Object.fromEntries(own.map(({ name, offset }) => [rename + name.slice(prefix.length), base + offset * F32]));
  }

  private chain(spec: CellPlanSpec, index: number, layout: Layout): ChainPlan {
    const { name, state, gradient, direction, hiddenSize } = spec;
    const cell = fuse(spec, this.kernels);
    const units = padded(hiddenSize);
    const sources = this.sources(spec.below, cell.blocks * units, direction);
    const places = {
      ...this.within(this.theta, `${name}.`),
      ...layout.takeAll(cell.packed),
      ...layout.takeAll(packedSizes('U', sources, cell.blocks * units)),
    };
    return { name, state, gradient, backward: direction === 'backward', cell, hiddenSize, units, sources, turned: this.isTurned(index), places };
  }

  /** What is read of chains, or of x where there are none, by who goes in a direction. @param columns of the matrix that reads */
  private sources(chains: readonly number[], columns: number, direction: Chain['direction']): Source[] {
    const read = chains.length === 0
      ? [{ chain: undefined, columns: this.inputs, turned: direction === 'backward' }]
      : chains.map((chain) => ({ chain, columns: padded(this.spec.cells[chain]!.hiddenSize), turned: this.spec.cells[chain]!.direction !== direction }));
    let [row, packed, packedTransposed] = [0, 0, 0];
    return read.map((source) => {
      const own = { ...source, row, packed, packedTransposed };
      row += source.columns;
      packed += packedSize(source.columns, columns);
      packedTransposed += packedSize(columns, source.columns);
      return own;
    });
  }

  /** Whether somebody above, or the output at every step, goes the other way. */
  private isTurned(index: number): boolean {
    const { cells, output } = this.spec;
    const readers = cells.filter(({ below }) => below.includes(index));
    if (readers.length === 0) return output === 'each' && cells[index]!.direction === 'backward';
    return readers.some(({ direction }) => direction !== cells[index]!.direction);
  }

  private outputPlan(layout: Layout): Plan['output'] {
    const columns = padded(this.spec.outputSize);
    const all = this.sources(topOf(this.spec), columns, 'forward');
    // What is read last lies at the end, whichever way that is.
    const sources = this.spec.output === 'each' ? all : all.map((source) => ({ ...source, turned: false }));
    return { columns, sources, places: { ...this.within(this.theta, ''), ...layout.takeAll(packedSizes('V', sources, columns)) } };
  }
}

const topOf = ({ cells }: PlanSpec): number[] => chainsOf(cells, layerOf(cells.at(-1)!.name));

/** Of a matrix that reads several sources, and of its transpose. */
function packedSizes(name: string, sources: readonly Source[], columns: number): Record<string, number> {
  const last = sources.at(-1)!;
  return {
    [`packed${name}`]: last.packed + packedSize(last.columns, columns),
    [`packed${name}t`]: last.packedTransposed + packedSize(columns, last.columns),
  };
}

function rowOf(spec: PlanSpec): ParameterPlace[] {
  let offset = 0;
  return spec.parameters.map(({ name, shape }) => {
    const cell = spec.cells.find((cell) => name.startsWith(`${cell.name}.`));
    const read = cell ? cell.below : topOf(spec);
    const isRead = name === 'V' || (cell !== undefined && name === `${cell.name}.U`);
    const padded = paddedShape(shape, cell ? shape.at(-1)! / cell.hiddenSize : 1, isRead ? Math.max(1, read.length) : 1);
    const place = { name, shape, padded, offset, size: sizeOf(padded) };
    offset += place.size;
    return place;
  });
}
