// What the kernels of src/engine/assembly export, file by file; their sources say what each does. Strides count numbers.

/** A place in the memory that the kernels work in, in bytes. */
export type Pointer = number;

/** cholesky.ts, in float64 */
export interface CholeskyKernels {
  /** @returns −1, or the row of the first pivot that is not more than its number in `floors` */
  cholesky(A: Pointer, n: number, stride: number, floors: Pointer, panels: Pointer): number;
  solveLower(L: Pointer, n: number, stride: number, B: Pointer, count: number, strideB: number): void;
  solveLowerTransposed(L: Pointer, n: number, stride: number, B: Pointer, count: number, strideB: number): void;
}

/** elementwise.ts: activations of whole arrays, in place; `count` is a multiple of 4 */
export interface ElementwiseKernels {
  hyperbolicTangents(at: Pointer, count: number): void;
  exponentials(at: Pointer, count: number): void;
}

/** gram.ts, from float32 in float64 */
export interface GramKernels {
  packColumns(rows: Pointer, stride: number, steps: number, from: number, to: number, panels: Pointer): void;
  addGram(panels: Pointer, steps: number, from: number, to: number, C: Pointer, stride: number): void;
}

/** readout.ts, from float32 in float64 */
export interface ReadoutKernels {
  readout(rows: Pointer, stride: number, steps: number, width: number, V: Pointer, outputs: number, o: Pointer): void;
}

/** reservoir.ts */
export interface ReservoirKernels {
  inputDrive(u: Pointer, inputs: number, weights: Pointer, units: number, rows: Pointer, stride: number, steps: number): void;
  driveSparse(
    weights: Pointer, pairs: Pointer, units: number, x: Pointer, rows: Pointer, stride: number, steps: number, alpha: number): void;
  driveDense(
    weights: Pointer, columns: number, units: number, x: Pointer, rows: Pointer, stride: number, steps: number, alpha: number): void;
}

export interface Kernels extends CholeskyKernels, ElementwiseKernels, GramKernels, ReadoutKernels, ReservoirKernels {}
