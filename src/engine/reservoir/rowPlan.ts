import { roundUp } from '../kernels/arena.ts';
import type { Pointer, ReservoirKernels } from '../kernels/kernels.ts';

export interface Features {
  /** Units of the reservoir. */
  readonly units: number;
  /** Units of the layers above it, from the lowest up; by default none. */
  readonly unitsAbove?: readonly number[];
  /** Whose states the readout sees: of all layers, by default, or of the uppermost. */
  readonly readoutLayers?: 'all' | 'last';
  /** How many of the inputs, from the first, the readout sees beside the units; by default none. */
  readonly readoutInputs?: number;
  /** Whether it sees the square of each of these as well; by default not. */
  readonly readoutSquares?: boolean;
  /** Whether the readout has a bias; by default not. */
  readonly readoutBias?: boolean;
  readonly outputs: number;
}

/** Steps `first` … `first + count − 1` of a stretch, as rows in memory. */
export interface Block {
  readonly rows: Pointer;
  readonly first: number;
  readonly count: number;
}

interface Run {
  readonly from: number;
  readonly count: number;
}

/**
 * A row of a block: what the readout sees at one time, then what it should say, in float32. Parts begin at multiples of 4, and
 * the numbers between them are 0: the units of each layer, then inputs, squares of all that and a 1, then targets.
 */
export class RowPlan {
  /** Where the units of each layer begin. */
  readonly layersAt: readonly number[];
  readonly inputsAt: number;
  readonly inputs: number;
  readonly squaresAt: number;
  readonly biasAt: number;
  /** Numbers before the targets. */
  readonly width: number;
  readonly outputs: number;
  /** Numbers of a row. */
  readonly stride: number;
  /** Where in a row each feature lies, in the order of the readout's weights: units, inputs, their squares, bias. */
  readonly places: readonly number[];
  /** The same as runs of columns side by side, each with its first feature. */
  readonly runs: readonly (Run & { readonly feature: number })[];
  /** Which of these are squared, as runs of columns side by side. */
  readonly squared: readonly Run[];
  /** How many numbers at the beginning of a row, states of layers that the readout does not see, are 0 in what is added up. */
  readonly unseen: number;

  constructor({ units, unitsAbove = [], readoutLayers = 'all', readoutInputs = 0, readoutSquares = false, readoutBias = false, outputs }: Features) {
    const layers = [units, ...unitsAbove];
    this.layersAt = layers.map((_, layer) => layers.slice(0, layer).reduce((at, each) => at + roundUp(each, 4), 0));
    this.inputsAt = layers.reduce((at, each) => at + roundUp(each, 4), 0);
    this.inputs = readoutInputs;
    this.unseen = readoutLayers === 'all' ? 0 : this.layersAt.at(-1)!;
    const linear = [...layers.flatMap((each, layer) => (this.layersAt[layer]! < this.unseen ? [] : from(this.layersAt[layer]!, each))), ...from(this.inputsAt, readoutInputs)];
    this.squared = readoutSquares ? runsOf(linear) : [];
    this.squaresAt = this.inputsAt + readoutInputs;
    this.biasAt = this.squaresAt + (readoutSquares ? linear.length : 0);
    const end = this.biasAt + (readoutBias ? 1 : 0);
    this.width = roundUp(end, 4);
    this.outputs = outputs;
    this.stride = this.width + roundUp(outputs, 4);
    this.places = [...linear, ...from(this.squaresAt, end - this.squaresAt)];
    this.runs = runsOf(this.places).map((run) => ({ ...run, feature: this.places.indexOf(run.from) }));
  }
}

/** Writes the squares of a block's rows. */
export function squareColumns(kernels: ReservoirKernels, { stride, squaresAt, squared }: RowPlan, { rows, count }: Block): void {
  let at = squaresAt;
  for (const run of squared) {
    kernels.squareColumns(rows, stride, count, run.from, run.count, at);
    at += run.count;
  }
}

const from = (at: number, count: number): number[] => Array.from({ length: count }, (_, i) => at + i);

/** @param columns in rising order */
function runsOf(columns: readonly number[]): Run[] {
  const starts = columns.flatMap((column, i) => (column === columns[i - 1]! + 1 ? [] : [i]));
  return starts.map((start, k) => ({ from: columns[start]!, count: (starts[k + 1] ?? columns.length) - start }));
}
