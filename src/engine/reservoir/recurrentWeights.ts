import { roundUp } from '../kernels/arena.ts';
import type { Arena } from '../kernels/arena.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { Workspace } from '../kernels/workspace.ts';

/** Compressed rows: those of row i are `values[starts[i]]` … `values[starts[i + 1] − 1]`, in the columns of the same places. */
export interface SparseMatrix {
  /** `[rows + 1]` */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** A square matrix: sparse, or dense and row-major. */
export type RecurrentWeights = SparseMatrix | Float32Array;

/** A matrix in memory, in the order in which the kernels read it: rows after others, some at a time. */
export interface PackedWeights {
  /** Of a dense matrix; 0: it is sparse. */
  readonly columns: number;
  /** How many there are, those that only fill up among them. */
  readonly weights: number;
  readonly at: Pointer;
  /** How many pairs of weights each group of a sparse matrix has. */
  readonly pairs: Pointer;
}

/** What is not 0 of a dense, row-major matrix. Worth it below a fifth of it: a sparse weight costs as much as five dense ones. */
export function toSparse(W: Float32Array, rows: number): SparseMatrix {
  const columns = W.length / rows;
  const starts = new Uint32Array(rows + 1);
  const connections = connectionsOf(W);
  const kept = { columns: new Uint32Array(connections), values: new Float32Array(connections) };
  let count = 0;
  for (let i = 0, place = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, place++) {
      if (W[place] === 0) continue;
      kept.columns[count] = j;
      kept.values[count++] = W[place]!;
    }
    starts[i + 1] = count;
  }
  return { starts, ...kept };
}

/** How many weights are not 0. */
function connectionsOf(W: Float32Array): number {
  let count = 0;
  for (let place = 0; place < W.length; place++) if (W[place] !== 0) count++;
  return count;
}

/** The state in memory: `units` numbers, what else W multiplies, and at least one 0 behind as many as a kernel reads, a multiple of 8. */
export interface State {
  readonly units: number;
  readonly at: Pointer;
  /** Columns of W: the units, and what stands behind them. */
  readonly numbers: number;
  /** Of a number: 4, or 8 for float64. */
  readonly bytes: 4 | 8;
}

export function takeState(arena: Arena, units: number, { numbers = units, bytes = 4 }: Partial<State> = {}): State {
  return { units, numbers, bytes, at: arena.take((roundUp(numbers, 8) + 1) * bytes) };
}

const zeroBehind = ({ numbers, bytes, at }: State): Pointer => at + roundUp(numbers, 8) * bytes;

/** Puts W into memory in the order in which the kernels read it. Throws a `RangeError` for a matrix of another size than the state's. */
export function packWeights({ arena }: Workspace, W: RecurrentWeights, x: State): PackedWeights {
  return W instanceof Float32Array ? packDense(arena, W, x) : packSparse(arena, W, x);
}

/** Tiles of 2 × 4, as `stepDense` describes them. */
function packDense(arena: Arena, W: Float32Array, { units }: State): PackedWeights {
  if (W.length !== units * units) throw new RangeError(`W has ${W.length} numbers, not ${units} × ${units}`);
  const padded = roundUp(units, 4);
  const columns = roundUp(units, 8);
  const at = arena.take(padded * columns * 4);
  const packed = arena.float32(at, padded * columns);
  for (let i = 0; i < units; i++) {
    const row = (i - (i % 2)) * columns + (i % 2) * 4;
    for (let j = 0; j < units; j++) packed[row + (j - (j % 4)) * 2 + (j % 4)] = W[i * units + j]!;
  }
  return { columns, weights: padded * columns, at, pairs: 0 };
}

/** Numbers of a pair of weights of four rows in `driveSparse`: 8 addresses, then 8 weights. */
const pairSize = 16;

/** Groups of four rows, as `driveSparse` describes them. */
function packSparse(arena: Arena, W: SparseMatrix, x: State): PackedWeights {
  checkSparse(W, x);
  const counts = Int32Array.from({ length: roundUp(x.units, 4) / 4 }, (_, group) => pairsOf(W, group));
  const pairs = arena.take(counts.byteLength);
  arena.int32(pairs, counts.length).set(counts);
  const all = counts.reduce((sum, each) => sum + each, 0);
  const at = arena.take(all * pairSize * 4);
  let from = at;
  counts.forEach((count, group) => {
    const size = count * pairSize;
    writeGroup({ addresses: arena.int32(from, size), weights: arena.float32(from, size) }, W, group, x);
    from += size * 4;
  });
  return { columns: 0, weights: all * 8, at, pairs };
}

function checkSparse({ starts, columns, values }: SparseMatrix, { units, numbers }: State): void {
  if (starts.length !== units + 1) throw new RangeError(`W has ${starts.length - 1} rows, not ${units}`);
  if (starts[units] !== values.length || columns.length !== values.length) {
    throw new RangeError(`W ends at ${starts[units]}, with ${columns.length} columns and ${values.length} values`);
  }
  if (columns.some((column) => column >= numbers)) throw new RangeError(`W has a column beyond ${numbers}`);
}

/** How many weights a row has; 0 for those that only fill up the last group. */
const lengthOf = ({ starts }: SparseMatrix, row: number): number => (row + 1 < starts.length ? starts[row + 1]! - starts[row]! : 0);

const pairsOf = (W: SparseMatrix, group: number): number =>
  Math.ceil(Math.max(...[0, 1, 2, 3].map((lane) => lengthOf(W, 4 * group + lane))) / 2);

/** The same memory, as addresses and as weights. */
interface Group {
  readonly addresses: Int32Array;
  readonly weights: Float32Array;
}

function writeGroup({ addresses, weights }: Group, W: SparseMatrix, group: number, x: State): void {
  for (let lane = 0; lane < 4; lane++) {
    const row = 4 * group + lane;
    const length = lengthOf(W, row);
    for (let k = 0; k < addresses.length / 8; k++) {
      const to = (k >> 1) * pairSize + (k & 1) * 4 + lane;
      const place = W.starts[row]! + k;
      addresses[to] = k < length ? x.at + W.columns[place]! * x.bytes : zeroBehind(x);
      weights[to + 8] = k < length ? W.values[place]! : 0;
    }
  }
}
