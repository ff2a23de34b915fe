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

/** Runs `steps` rows through the recurrence, from and to the state in x. */
export type Drive = (x: Pointer, rows: Pointer, stride: number, steps: number, alpha: number) => void;

/** What is not 0 of a dense, row-major matrix. Worth it below a fifth of it: a sparse weight costs as much as five dense ones. */
export function toSparse(W: Float32Array, rows: number): SparseMatrix {
  const columns = W.length / rows;
  const starts = new Uint32Array(rows + 1);
  const kept: number[] = [];
  for (let i = 0, place = 0; i < rows; i++) {
    for (const end = place + columns; place < end; place++) if (W[place] !== 0) kept.push(place);
    starts[i + 1] = kept.length;
  }
  return { starts, columns: Uint32Array.from(kept, (place) => place % columns), values: Float32Array.from(kept, (place) => W[place]!) };
}

/** Puts W into memory in the order in which the kernels read it. Throws a `RangeError` for a matrix that is not `units` × `units`. */
export function packWeights(workspace: Workspace, W: RecurrentWeights, units: number): Drive {
  return W instanceof Float32Array ? packDense(workspace, W, units) : packSparse(workspace, W, units);
}

/** Tiles of 4 × 4, as `driveDense` describes them. */
function packDense({ arena, kernels }: Workspace, W: Float32Array, units: number): Drive {
  if (W.length !== units * units) throw new RangeError(`W has ${W.length} numbers, not ${units} × ${units}`);
  const padded = roundUp(units, 4);
  const columns = roundUp(units, 8);
  const at = arena.take(padded * columns * 4);
  const packed = arena.float32(at, padded * columns);
  for (let i = 0; i < units; i++) {
    const group = (i - (i % 4)) * columns + (i % 4) * 4;
    for (let j = 0; j < units; j++) packed[group + (j - (j % 4)) * 4 + (j % 4)] = W[i * units + j]!;
  }
  return (x, rows, stride, steps, alpha) => kernels.driveDense(at, columns, padded, x, rows, stride, steps, alpha);
}

/** Bytes of a pair of weights of four rows in `driveSparse`: 8 columns in 16 bits each, then 8 weights. */
const pairBytes = 48;
/** A column is written as its distance in bytes, in 16 bits; that of the zero behind the state too. */
const mostUnits = 16380;

/** Groups of four rows, as `driveSparse` describes them. */
function packSparse({ arena, kernels }: Workspace, W: SparseMatrix, units: number): Drive {
  checkSparse(W, units);
  const groups = roundUp(units, 4) / 4;
  const pairs = Int32Array.from({ length: groups }, (_, group) => pairsOf(W, group));
  const counts = arena.take(pairs.byteLength);
  const at = arena.take(pairs.reduce((sum, each) => sum + each, 0) * pairBytes);
  arena.int32(counts, groups).set(pairs);
  let next = at;
  for (let group = 0; group < groups; next += pairs[group]! * pairBytes, group++) {
    writeGroup(arena, W, { group, units, pairs: pairs[group]!, at: next });
  }
  return (x, rows, stride, steps, alpha) => kernels.driveSparse(at, counts, groups * 4, x, rows, stride, steps, alpha);
}

function checkSparse({ starts, columns, values }: SparseMatrix, units: number): void {
  if (units > mostUnits) throw new RangeError(`a sparse W has at most ${mostUnits} rows, not ${units}`);
  if (starts.length !== units + 1) throw new RangeError(`W has ${starts.length - 1} rows, not ${units}`);
  if (starts[units] !== values.length || columns.length !== values.length) {
    throw new RangeError(`W ends at ${starts[units]}, with ${columns.length} columns and ${values.length} values`);
  }
  if (columns.some((column) => column >= units)) throw new RangeError(`W has a column beyond ${units}`);
}

/** How many weights a row has; 0 for those that only fill up the last group. */
const lengthOf = ({ starts }: SparseMatrix, row: number): number => (row + 1 < starts.length ? starts[row + 1]! - starts[row]! : 0);

const pairsOf = (W: SparseMatrix, group: number): number =>
  Math.ceil(Math.max(...[0, 1, 2, 3].map((lane) => lengthOf(W, 4 * group + lane))) / 2);

interface Group {
  readonly group: number;
  readonly units: number;
  readonly pairs: number;
  readonly at: Pointer;
}

function writeGroup(arena: Arena, W: SparseMatrix, { group, units, pairs, at }: Group): void {
  const columns = arena.uint16(at, (pairs * pairBytes) / 2);
  const values = arena.float32(at, (pairs * pairBytes) / 4);
  const zero = roundUp(units, 4) * 4;
  for (let lane = 0; lane < 4; lane++) {
    const row = 4 * group + lane;
    const length = lengthOf(W, row);
    for (let k = 0; k < 2 * pairs; k++) {
      const pair = k >> 1;
      const second = (k & 1) * 4;
      const place = W.starts[row]! + k;
      columns[pair * 24 + second + lane] = k < length ? W.columns[place]! * 4 : zero;
      values[pair * 12 + 4 + second + lane] = k < length ? W.values[place]! : 0;
    }
  }
}
