import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { CellConstants } from '../../../core/cells/cell.ts';
import { buffersOf, firstState, lastState, packedSize, stateGradient } from '../../fused/fusedCell.ts';
import type { FusedCell, Places } from '../../fused/fusedCell.ts';
import { fuse } from '../../fused/index.ts';
import { Layout } from '../../fused/layout.ts';
import { padded, paddedShape, sizeOf } from '../../fused/padding.ts';
import type { PaddedShape } from '../../fused/padding.ts';
import type { Pointer } from '../../kernels/kernels.ts';
import type { Heap } from './heap.ts';

/** A cell over a whole sequence, as far as its places are told by it. */
export interface SequenceSpec {
  readonly kind: string;
  readonly tau: number;
  readonly B: number;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** The parameters, in the order in which they are given: U, W, b, and what else the cell has. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly constants: CellConstants | undefined;
  readonly masked: boolean;
}

export interface SequenceInputs {
  /** `[tau, B, inputSize]` */
  readonly xs: TensorInfo;
  /** Before the first step, `[B, hiddenSize]` each: h, and what else the cell carries. */
  readonly states: readonly TensorInfo[];
  readonly parameters: readonly TensorInfo[];
  /** `[tau, B]` of ones and zeros. */
  readonly mask: TensorInfo | undefined;
}

/** Where everything of a sequence lies within one tensor, its tape: what `forward` leaves there is what `backward` needs. */
class Tape {
  readonly cell: FusedCell;
  readonly inputs: number;
  readonly units: number;
  readonly columns: number;
  readonly rows: number;
  readonly places: Places;
  /** Numbers in all. */
  readonly size: number;

  constructor(readonly heap: Heap, readonly spec: SequenceSpec, base: Pointer) {
    const { tau, B, inputSize, hiddenSize } = spec;
    this.cell = fuse(spec, heap.kernels);
    [this.inputs, this.units, this.rows] = [padded(inputSize), padded(hiddenSize), tau * B];
    this.columns = this.cell.blocks * this.units;
    const layout = new Layout(base);
    const parameters = Object.fromEntries(spec.parameters.map(({ name, shape }) => [name, sizeOf(this.lying(shape))]));
    const own = {
      ...layout.takeAll(parameters),
      ...layout.takeAll(Object.fromEntries(Object.entries(parameters).map(([name, size]) => [`d${name}`, size]))),
      ...layout.takeAll(this.cell.packed),
      ...layout.takeAll({ packedU: packedSize(this.inputs, this.columns), packedUt: packedSize(this.columns, this.inputs) }),
      ...layout.takeAll(buffersOf(this.cell, tau, tau, B)),
      ...layout.takeAll({ x: this.rows * this.inputs, dx: this.rows * this.inputs, inputScratch: heap.kernels.scratchOfTransposedProduct(this.inputs) }),
      mask: spec.masked ? layout.take(this.rows) : 0,
    };
    this.places = { ...own, ...this.cell.within(own, B) };
    this.size = (layout.end - base) / 4 + 16; // another base may need a line more
  }

  /** How a parameter lies here. */
  lying(shape: readonly number[]): PaddedShape {
    return paddedShape(shape, shape.at(-1)! / this.spec.hiddenSize);
  }

  place(name: string): Pointer {
    return this.places[name]!;
  }

  /** Rows of blocks of n numbers to where each block is filled up, or with `back` from there. */
  copy(from: Pointer, to: Pointer, rows: number, n: number, back = false): void {
    const [read, written] = back ? [padded(n), n] : [n, padded(n)];
    this.heap.kernels.spreadRows(from, read, to, written, rows, n);
  }
}

/** @returns outputs and last states of a sequence, one under another, and its tape */
export function sequenceForward(heap: Heap, spec: SequenceSpec, { xs, states, parameters, mask }: SequenceInputs): [TensorInfo, TensorInfo] {
  const { tau, B, hiddenSize: n, inputSize } = spec;
  const tapeInfo = heap.make([new Tape(heap, spec, 0).size]);
  const value = heap.make([(tau + states.length - 1) * B, n]);
  const tape = new Tape(heap, spec, heap.at(tapeInfo));
  const { cell, places, rows, columns, inputs, units } = tape;
  const { kernels } = heap;
  spec.parameters.forEach(({ name, shape }, i) => writeParameter(tape, tape.place(name), tape.lying(shape), heap.at(parameters[i]!)));
  const step = 4 * B * units;
  states.forEach((state, i) => tape.copy(heap.at(state), firstState(cell, places, i, step), B, n));
  if (mask) kernels.spreadRows(heap.at(mask), rows, tape.place('mask'), rows, 1, rows);
  tape.copy(heap.at(xs), tape.place('x'), rows, inputSize);
  cell.pack(places);
  kernels.pack(tape.place('U'), columns, inputs, columns, tape.place('packedU'));
  kernels.fillRows(tape.place('a'), tape.place('b'), rows, columns);
  kernels.product(tape.place('x'), inputs, tape.place('packedU'), tape.place('a'), columns, rows, columns, inputs, 1);
  cell.forward(places, tau, B);
  tape.copy(tape.place('h') + step, heap.at(value), rows, n, true);
  for (let i = 1; i < states.length; i++) tape.copy(lastState(cell, places, i, tau, step), heap.at(value) + 4 * (tau + i - 1) * B * n, B, n, true);
  return [value, tapeInfo];
}

/**
 * From the gradient of what `sequenceForward` gave to those of x, the first states and the parameters. Uses the tape up.
 * @param traced whether ∂L/∂h⁽ᵗ⁾ of all steps, by every path, is to be the last of them
 */
export function sequenceBackward(heap: Heap, spec: SequenceSpec, dValue: TensorInfo, tapeInfo: TensorInfo, traced = false): TensorInfo[] {
  const { tau, B, hiddenSize: n, inputSize } = spec;
  const tape = new Tape(heap, spec, heap.at(tapeInfo));
  const { cell, places, rows, columns, inputs, units } = tape;
  const { kernels } = heap;
  const step = 4 * B * units;
  kernels.clear(tape.place('dh'), B * units);
  tape.copy(heap.at(dValue), tape.place('dh') + step, rows, n);
  for (let i = 1; i < cell.states.length; i++) tape.copy(heap.at(dValue) + 4 * (tau + i - 1) * B * n, stateGradient(cell, places, i, step), B, n);
  cell.spreadLast?.(places, tau, B);
  cell.backward(places, tau, B);
  for (const { name, shape } of spec.parameters) kernels.clear(tape.place(`d${name}`), sizeOf(tape.lying(shape)));
  cell.differentiateParameters(places, tau, B);
  kernels.transposedProduct(
    tape.place('x'), inputs, tape.place('da'), columns, tape.place('dU'), columns, inputs, columns, rows, tape.place('db'), tape.place('inputScratch'));
  kernels.packTransposed(tape.place('U'), columns, columns, inputs, tape.place('packedUt'));
  kernels.product(tape.place('da'), columns, tape.place('packedUt'), tape.place('dx'), inputs, rows, inputs, columns, 0);
  return [
    read(tape, tape.place('dx'), [tau, B, inputSize], rows, inputSize),
    ...cell.states.map((_, i) => read(tape, stateGradient(cell, places, i, step), [B, n], B, n)),
    ...spec.parameters.map(({ name, shape }) => read(tape, tape.place(`d${name}`), [...shape], piecesOf(tape.lying(shape)), n)),
    ...(traced ? [read(tape, tape.place('dh') + step, [tau, B, n], rows, n)] : []),
  ];
}

/** A new tensor with what lies filled up in the tape. */
function read(tape: Tape, from: Pointer, shape: number[], rows: number, n: number): TensorInfo {
  const out = tape.heap.make(shape);
  const to = tape.heap.at(out);
  tape.copy(from, to, rows, n, true);
  return out;
}

function writeParameter(tape: Tape, to: Pointer, shape: PaddedShape, from: Pointer): void {
  const filled = piecesOf(shape) * tape.units;
  tape.copy(from, to, piecesOf(shape), tape.spec.hiddenSize);
  tape.heap.kernels.clear(to + 4 * filled, sizeOf(shape) - filled);
}

/** Rows of n numbers, one after another. */
const piecesOf = ({ rows, blocks }: PaddedShape): number => rows * blocks;
