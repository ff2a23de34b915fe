import type { Model } from '../../core/models/model.ts';
import type { TrainingPlan } from '../../core/train/engine.ts';
import { makeOptimiser } from '../../core/train/optimisers/index.ts';
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
  readonly cells: readonly (FusedKind & { readonly name: string; readonly inputSize: number })[];
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly threads: number;
  /** Multiplications that are worth waking another thread for. */
  readonly grain: number;
}

/** A tenth of a millisecond. */
const usualGrain = 1e6;

export function planSpec(model: Model, { loss, optimiser }: TrainingPlan, threads: number, grain = usualGrain): PlanSpec {
  const { inputSize, outputSize, output, chains, parameters } = model;
  return {
    inputSize, outputSize, output, loss, optimiser, threads, grain,
    cells: chains.map(({ name, cell: { kind, inputSize, hiddenSize, constants } }) => ({ name, kind, inputSize, hiddenSize, constants })),
    parameters: parameters.map(({ name, shape }) => ({ name, shape })),
  };
}

/** One parameter within the long row of all of them. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly padded: PaddedShape;
  /** Where it begins, and how long it is, in numbers. */
  readonly offset: number;
  readonly size: number;
}

export interface LayerPlan {
  /** `layers.0` */
  readonly name: string;
  readonly cell: FusedCell;
  readonly hiddenSize: number;
  /** Columns of x as the layer reads them: filled up to 4. */
  readonly inputs: number;
  /** Columns of h likewise. */
  readonly units: number;
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
  readonly layers: readonly LayerPlan[];
  readonly output: { readonly columns: number; readonly places: Places };
  /** Where the workspaces begin. */
  readonly end: Pointer;

  constructor(readonly spec: PlanSpec, readonly kernels: Kernels) {
    const layout = new Layout(answersEnd(spec.threads));
    this.parameters = rowOf(spec);
    this.size = this.parameters.reduce((sum, { size }) => sum + size, 0);
    this.theta = layout.take(this.size);
    this.slots = Object.fromEntries(makeOptimiser(spec.optimiser).slots.map((slot) => [slot, layout.take(this.size)]));
    this.gradients = Array.from({ length: spec.threads }, () => layout.take(this.size));
    this.layers = spec.cells.map((cell) => this.layer(cell, layout));
    this.output = this.outputPlan(layout);
    this.end = layout.end;
  }

  /** Where the parameters of a row that begins at `base` lie, by their names without the prefix, and with another one in front. */
  within(base: Pointer, prefix: string, rename = ''): Places {
    const own = this.parameters.filter(({ name }) => name.startsWith(prefix) && !name.slice(prefix.length).includes('.'));
    return Object.fromEntries(own.map(({ name, offset }) => [rename + name.slice(prefix.length), base + offset * F32]));
  }

  private layer(spec: PlanSpec['cells'][number], layout: Layout): LayerPlan {
    const cell = fuse(spec, this.kernels);
    const [inputs, units] = [padded(spec.inputSize), padded(spec.hiddenSize)];
    const places = {
      ...this.within(this.theta, `${spec.name}.`),
      ...layout.takeAll(cell.packed),
      ...layout.takeAll({ packedU: packedSize(inputs, cell.blocks * units), packedUt: packedSize(cell.blocks * units, inputs) }),
    };
    return { name: spec.name, cell, hiddenSize: spec.hiddenSize, inputs, units, places };
  }

  private outputPlan(layout: Layout): Plan['output'] {
    const columns = padded(this.spec.outputSize);
    const units = this.layers.at(-1)!.units;
    const packed = { packedV: packedSize(units, columns), packedVt: packedSize(columns, units) };
    return { columns, places: { ...this.within(this.theta, ''), ...layout.takeAll(packed) } };
  }
}

function rowOf({ parameters, cells }: PlanSpec): ParameterPlace[] {
  let offset = 0;
  return parameters.map(({ name, shape }) => {
    const cell = cells[Number(/^layers\.(\d+)\./.exec(name)?.[1])];
    const padded = paddedShape(shape, cell ? shape.at(-1)! / cell.hiddenSize : 1);
    const place = { name, shape, padded, offset, size: sizeOf(padded) };
    offset += place.size;
    return place;
  });
}
