// What the kernels of src/engine/assembly export, file by file; what each does is said there. A name of an array is where it
// begins, in bytes. Numbers are float32 where nothing else is said.

/** A place in the memory that the kernels work in, in bytes. */
export type Pointer = number;

/** Activations of whole arrays; `to` may be `from`. */
export interface ElementwiseKernels {
  hyperbolicTangents(from: Pointer, to: Pointer, count: number): void;
  sigmoids(from: Pointer, to: Pointer, count: number): void;
  exponentials(from: Pointer, to: Pointer, count: number): void;
}

export interface ProductKernels {
  pack(B: Pointer, stride: number, rows: number, columns: number, to: Pointer): void;
  packTransposed(B: Pointer, stride: number, rows: number, columns: number, to: Pointer): void;
  product(A: Pointer, strideA: number, packed: Pointer, C: Pointer, strideC: number, M: number, N: number, K: number, add: 0 | 1): void;
  transposedProduct(
    A: Pointer, strideA: number, D: Pointer, strideD: number, C: Pointer, strideC: number,
    M: number, N: number, K: number, sums: Pointer, scratch: Pointer,
  ): void;
  scratchOfTransposedProduct(M: number): number;
}

export interface RowKernels {
  clear(at: Pointer, count: number): void;
  turn(from: Pointer, to: Pointer, steps: number, count: number): void;
  addTurned(to: Pointer, from: Pointer, steps: number, count: number): void;
  put(at: Pointer, value: number): void;
  fillRows(rows: Pointer, b: Pointer, count: number, columns: number): void;
  gatherRows(rows: Pointer, U: Pointer, b: Pointer, index: Pointer, count: number, columns: number): void;
  scatterRows(U: Pointer, rows: Pointer, index: Pointer, count: number, columns: number): void;
  spreadRows(from: Pointer, stride: number, to: Pointer, width: number, rows: number, columns: number): void;
  sumRows(sums: Pointer, rows: Pointer, count: number, columns: number): void;
  sumProducts(sums: Pointer, A: Pointer, strideA: number, D: Pointer, strideD: number, count: number, columns: number): void;
}

export interface CellKernels {
  tanhForward(tau: number, B: number, n: number, W: Pointer, a: Pointer, h: Pointer, mask: Pointer): void;
  tanhBackward(tau: number, B: number, n: number, Wt: Pointer, da: Pointer, h: Pointer, dh: Pointer, mask: Pointer): void;
  leakyForward(tau: number, B: number, n: number, W: Pointer, alpha: Pointer, g: Pointer, h: Pointer, mask: Pointer): void;
  leakyBackward(
    tau: number, B: number, n: number, Wt: Pointer, alpha: Pointer, g: Pointer, h: Pointer, dh: Pointer, dalpha: Pointer, mask: Pointer,
  ): void;
  skipForward(
    tau: number, B: number, n: number, d: number, W: Pointer, S: Pointer, past: Pointer, far: Pointer, gaps: Pointer, last: Pointer, mask: Pointer,
  ): void;
  skipRead(steps: number, B: number, n: number, past: Pointer, gaps: Pointer, far: Pointer): void;
  skipSpreadLast(tau: number, B: number, n: number, d: number, dpast: Pointer, mask: Pointer): void;
  skipBackward(
    steps: number, B: number, n: number, d: number, Wt: Pointer, St: Pointer, da: Pointer, past: Pointer, dpast: Pointer,
    far: Pointer, gaps: Pointer, mask: Pointer,
  ): void;
  clockworkForward(tau: number, B: number, n: number, W: Pointer, T: Pointer, due: Pointer, h: Pointer, clock: Pointer, mask: Pointer): void;
  clockworkBackward(tau: number, B: number, n: number, Wt: Pointer, due: Pointer, h: Pointer, dh: Pointer, mask: Pointer): void;
  keepSlower(W: Pointer, T: Pointer, N: number, to: Pointer): void;
  lstmForward(tau: number, B: number, n: number, W: Pointer, gates: Pointer, h: Pointer, c: Pointer, s: Pointer, mask: Pointer): void;
  lstmBackward(
    tau: number, B: number, n: number, Wt: Pointer, gates: Pointer, c: Pointer, s: Pointer, dh: Pointer, dc: Pointer, mask: Pointer,
  ): void;
  peepholeLstmForward(
    tau: number, B: number, n: number, W: Pointer, p: Pointer, gates: Pointer, h: Pointer, c: Pointer, s: Pointer, mask: Pointer,
  ): void;
  peepholeLstmBackward(
    tau: number, B: number, n: number, Wt: Pointer, p: Pointer, gates: Pointer, c: Pointer, s: Pointer, dh: Pointer, dc: Pointer, mask: Pointer,
  ): void;
  gruForward(tau: number, B: number, n: number, W: Pointer, bW: Pointer, gates: Pointer, v: Pointer, h: Pointer, mask: Pointer): void;
  gruBackward(tau: number, B: number, n: number, Wt: Pointer, gates: Pointer, v: Pointer, h: Pointer, dh: Pointer, mask: Pointer): void;
  gruResetBeforeForward(
    tau: number, B: number, n: number, Wru: Pointer, Wg: Pointer, gates: Pointer, q: Pointer, h: Pointer, mask: Pointer,
  ): void;
  gruResetBeforeBackward(
    tau: number, B: number, n: number, Wrut: Pointer, Wgt: Pointer, gates: Pointer, h: Pointer, dh: Pointer, dq: Pointer, mask: Pointer,
  ): void;
}

/** Each answers with the sum of the losses, and leaves `scale` · ∂L/∂o in place of the logits o. */
export interface LossKernels {
  softmaxCrossEntropy(o: Pointer, y: Pointer, mask: Pointer, rows: number, n: number, scale: number): number;
  squaredError(o: Pointer, y: Pointer, mask: Pointer, rows: number, n: number, scale: number): number;
  binaryCrossEntropy(o: Pointer, y: Pointer, mask: Pointer, rows: number, n: number, scale: number): number;
}

export interface UpdateKernels {
  addTo(to: Pointer, from: Pointer, count: number): void;
  squaredNorm(g: Pointer, count: number, limit: number): number;
  sgd(theta: Pointer, g: Pointer, v: Pointer, count: number, scale: number, limit: number, learningRate: number, momentum: number): void;
  rmsprop(
    theta: Pointer, g: Pointer, r: Pointer, count: number, scale: number, limit: number, learningRate: number,
    decay: number, rest: number, epsilon: number,
  ): void;
  adam(
    theta: Pointer, g: Pointer, s: Pointer, r: Pointer, count: number, scale: number, limit: number, learningRate: number,
    beta1: number, rest1: number, unbias1: number, beta2: number, rest2: number, unbias2: number, epsilon: number,
  ): void;
}

/** From float32 in float64. */
export interface GramKernels {
  packColumns(rows: Pointer, stride: number, steps: number, from: number, to: number, panels: Pointer, weight: number, growth: number): void;
  addGram(panels: Pointer, steps: number, from: number, to: number, C: Pointer, stride: number): void;
}

/** In float64. */
export interface CholeskyKernels {
  /** The 64 columns from k on. @returns −1, or the row of the first pivot that is not more than its number in `floors` */
  choleskyBlock(A: Pointer, k: number, n: number, stride: number, floors: Pointer, panels: Pointer): number;
  /** Its parts, of which those after the first may be shared out by rows. */
  choleskyDiagonal(A: Pointer, k: number, n: number, stride: number, floors: Pointer, panels: Pointer): number;
  choleskyBelow(A: Pointer, k: number, n: number, stride: number, panels: Pointer, from: number, to: number): void;
  choleskyRest(A: Pointer, k: number, n: number, stride: number, panels: Pointer, from: number, to: number): void;
  solveLower(L: Pointer, n: number, stride: number, B: Pointer, count: number, strideB: number): void;
  solveLowerTransposed(L: Pointer, n: number, stride: number, B: Pointer, count: number, strideB: number): void;
}

/** In float64. */
export interface TridiagonalKernels {
  /** A −= v·qᵀ + q·vᵀ in the first `rows` rows of the lower triangle, and product = A·w by what they are then. */
  reflectAndMultiply(A: Pointer, stride: number, rows: number, v: Pointer, q: Pointer, w: Pointer, product: Pointer): void;
}

/** In float64. */
export interface EigenvalueKernels {
  /** P·A·P with P = I − v·vᵀ/h, v 0 to the kth. */
  reflectBothSides(A: Pointer, n: number, stride: number, k: number, v: Pointer, h: number, sums: Pointer): void;
  /** A double step's bulge at row m of the block `start` … `end`, first column (p, q, r), is chased down and out. */
  chaseBulge(A: Pointer, stride: number, start: number, m: number, end: number, p: number, q: number, r: number): void;
}

/** In float64. */
export interface FactorsKernels {
  /** Recursive least squares: g of s, and P = U·D·Uᵀ of the next step. */
  moveFactors(U: Pointer, D: Pointer, s: Pointer, g: Pointer, n: number, gamma: number, most: number): void;
}

export interface ReservoirKernels {
  inputDrive(u: Pointer, inputs: number, weights: Pointer, units: number, rows: Pointer, stride: number, steps: number): void;
  driveSparse(
    weights: Pointer, pairs: Pointer, units: number, x: Pointer, rows: Pointer, stride: number, steps: number, alpha: number): void;
  driveDense(
    weights: Pointer, columns: number, units: number, x: Pointer, rows: Pointer, stride: number, steps: number, alpha: number): void;
  stepDense(weights: Pointer, columns: number, from: number, to: number, x: Pointer, next: Pointer, row: Pointer, alpha: number, backward: 0 | 1): void;
  /** In float64, but for the weights. */
  stepSparse64(weights: Pointer, pairs: Pointer, units: number, x: Pointer, next: Pointer, alpha: number): void;
  /** Of `count` columns from one on, into those from `at` on. */
  squareColumns(rows: Pointer, stride: number, steps: number, from: number, count: number, at: number): void;
  /** From float32 in float64. */
  readout(rows: Pointer, stride: number, steps: number, width: number, V: Pointer, outputs: number, o: Pointer): void;
  /** Likewise: V after these steps, whose targets stand behind the features. */
  learnLeastMeanSquares(rows: Pointer, stride: number, steps: number, width: number, V: Pointer, outputs: number, mu: number, epsilon: number): void;
}

export type Kernels = ElementwiseKernels & ProductKernels & RowKernels & CellKernels & LossKernels & UpdateKernels
  & GramKernels & CholeskyKernels & TridiagonalKernels & EigenvalueKernels & FactorsKernels & ReservoirKernels;
