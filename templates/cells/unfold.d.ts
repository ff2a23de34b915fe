// What a cell of one's own may import from 'unfold'. Written by Unfold, which keeps it up to date: changes are lost.

declare module 'unfold' {
  /** Numbers in rows and columns: `[B, n]` is n numbers for each of B sequences. */
  export interface Tensor {
    readonly shape: number[];
    readonly dtype: 'float32' | 'int32' | 'bool' | 'complex64' | 'string';
    readonly rank: number;
    readonly size: number;
    /** Its numbers, for a look at them with console.log. A gradient does not go through this. */
    dataSync(): Float32Array;
    print(): void;
  }
  export type Tensor1D = Tensor;
  export type Tensor2D = Tensor;
  export type Tensor3D = Tensor;
  export type TensorLike = Tensor | number | boolean | readonly number[] | readonly (readonly number[])[];

  /** How the first value of a parameter is drawn. `blocks` is how many matrices stand side by side in it, as those of the gates of an LSTM. */
  export type Initialiser =
    | 'zeros' | 'glorot' | 'orthogonal' | 'identity'
    | { readonly kind: 'zeros' }
    | { readonly kind: 'glorot' | 'orthogonal' | 'identity'; readonly blocks?: number }
    | { readonly kind: 'uniform'; readonly limit: number }
    /** One value for each of as many equal parts. */
    | { readonly kind: 'constant'; readonly values: readonly number[] }
    /** Memories of all lengths up to the longest: sign · ln u, u uniform in [1, longest − 1] (Tallec & Ollivier 2018). */
    | { readonly kind: 'chrono'; readonly longest: number; readonly signs: readonly number[] };

  export interface Parameter {
    readonly shape: readonly number[];
    /** Left out: of a matrix Glorot's, else zeros. */
    readonly initialiser?: Initialiser;
    readonly blocks?: number;
    /** Whether it stays as it is drawn. */
    readonly fixed?: boolean;
  }

  export interface Sizes {
    /** Columns of x, and of h. */
    readonly inputSize: number;
    readonly hiddenSize: number;
    /** Whatever stands beside `kind` in the experiment. */
    readonly options: Readonly<Record<string, any>>;
  }

  export interface Context {
    /** The step, from 0. */
    readonly t: number;
    readonly training: boolean;
    /** This step's own random numbers: the same seed draws the same. */
    readonly random: { uniform(low?: number, high?: number): number; normal(): number; integer(below: number): number };
  }

  export type Named<T> = { readonly [name: string]: T };

  export interface Step {
    /** After this step: every entry that `state` of the cell names. */
    readonly state: Named<Tensor>;
    /** What the layer above reads, `[B, hiddenSize]`. Left out: h. */
    readonly output?: Tensor;
    /** What the panel shows beside h, by letters of your choice, `[B, n]`. */
    readonly gates?: Named<Tensor>;
  }

  export interface Cell {
    readonly parameters: Named<Parameter>;
    /** Columns of each entry of the state; h is always there. Left out: h alone. */
    readonly state?: { readonly h: number } & Named<number>;
    /** s⁽ᵗ⁾ = f(s⁽ᵗ⁻¹⁾, x⁽ᵗ⁾; θ), of B sequences side by side. */
    step(parameters: Named<Tensor>, state: Named<Tensor>, x: Tensor, context: Context): Step;
  }

  /** Says that a function makes a cell: `export default defineCell(({ inputSize, hiddenSize }) => ({ parameters, step }))`. */
  export function defineCell(make: (sizes: Sizes) => Cell): (sizes: Sizes) => Cell;

  // Of each number by itself.
  type Unary = (x: TensorLike) => Tensor;
  export const abs: Unary, clone: Unary, cos: Unary, elu: Unary, exp: Unary, expm1: Unary, floor: Unary, log: Unary, log1p: Unary, logSigmoid: Unary, logicalNot: Unary, neg: Unary, onesLike: Unary,
    reciprocal: Unary, relu: Unary, relu6: Unary, round: Unary, rsqrt: Unary, selu: Unary, sigmoid: Unary, sign: Unary, sin: Unary, softplus: Unary, sqrt: Unary, square: Unary, tanh: Unary, zerosLike: Unary;
  export function leakyRelu(x: TensorLike, alpha?: number): Tensor;
  export function prelu(x: TensorLike, alpha: TensorLike): Tensor;
  export function step(x: TensorLike, alpha?: number): Tensor;
  export function clipByValue(x: TensorLike, min: number, max: number): Tensor;
  export function cast(x: TensorLike, dtype: 'float32' | 'int32' | 'bool'): Tensor;

  // Of two, number by number; a row or a column is repeated where the other has more.
  type Binary = (a: TensorLike, b: TensorLike) => Tensor;
  export const add: Binary, div: Binary, divNoNan: Binary, equal: Binary, greater: Binary, greaterEqual: Binary, less: Binary, lessEqual: Binary, logicalAnd: Binary, logicalOr: Binary, maximum: Binary,
    minimum: Binary, mod: Binary, mul: Binary, notEqual: Binary, pow: Binary, squaredDifference: Binary, sub: Binary;
  export function addN(tensors: readonly TensorLike[]): Tensor;
  export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor;

  // Products.
  /** x·W: `[B, m]` and `[m, n]` give `[B, n]`. */
  export function matMul(a: TensorLike, b: TensorLike, transposeA?: boolean, transposeB?: boolean): Tensor;
  export function dot(a: TensorLike, b: TensorLike): Tensor;
  export function outerProduct(a: TensorLike, b: TensorLike): Tensor;
  export function einsum(equation: string, ...tensors: Tensor[]): Tensor;

  // Over an axis.
  type Reduction = (x: TensorLike, axis?: number | number[], keepDims?: boolean) => Tensor;
  export const logSumExp: Reduction, max: Reduction, mean: Reduction, min: Reduction, prod: Reduction, sum: Reduction;
  export function moments(x: TensorLike, axis?: number | number[], keepDims?: boolean): { mean: Tensor; variance: Tensor };
  export function norm(x: TensorLike, ord?: number | 'euclidean' | 'fro', axis?: number | number[], keepDims?: boolean): Tensor;
  export function softmax(x: TensorLike, axis?: number): Tensor;
  export function logSoftmax(x: TensorLike, axis?: number): Tensor;
  export function cumsum(x: TensorLike, axis?: number, exclusive?: boolean, reverse?: boolean): Tensor;

  // Shapes.
  export function broadcastTo(x: TensorLike, shape: number[]): Tensor;
  /** Side by side: along axis 1 `[B, m]` and `[B, n]` give `[B, m + n]`. */
  export function concat(tensors: readonly TensorLike[], axis?: number): Tensor;
  export function expandDims(x: TensorLike, axis?: number): Tensor;
  export function gather(x: TensorLike, indices: TensorLike, axis?: number): Tensor;
  export function pad(x: TensorLike, paddings: [number, number][], constant?: number): Tensor;
  export function reshape(x: TensorLike, shape: number[]): Tensor;
  export function reverse(x: TensorLike, axis?: number | number[]): Tensor;
  export function slice(x: TensorLike, begin: number | number[], size?: number | number[]): Tensor;
  /** In as many equal parts, or in parts of these sizes: along axis 1 `[B, 4n]` gives four of `[B, n]`. */
  export function split(x: TensorLike, parts: number | number[], axis?: number): Tensor[];
  export function squeeze(x: TensorLike, axis?: number[]): Tensor;
  export function stack(tensors: readonly TensorLike[], axis?: number): Tensor;
  export function stridedSlice(x: TensorLike, begin: number[], end: number[], strides?: number[]): Tensor;
  export function tile(x: TensorLike, reps: number[]): Tensor;
  export function transpose(x: TensorLike, perm?: number[]): Tensor;
  export function unsortedSegmentSum(x: TensorLike, segmentIds: TensorLike, numSegments: number): Tensor;
  export function unstack(x: TensorLike, axis?: number): Tensor[];

  // From nothing.
  export function eye(rows: number, columns?: number): Tensor;
  export function fill(shape: number[], value: number): Tensor;
  export function linspace(start: number, stop: number, count: number): Tensor;
  export function oneHot(indices: TensorLike, depth: number): Tensor;
  export function ones(shape: number[]): Tensor;
  export function range(start: number, stop: number, step?: number): Tensor;
  export function scalar(value: number): Tensor;
  export function tensor(values: TensorLike | Float32Array, shape?: number[]): Tensor;
  export function tensor1d(values: readonly number[] | Float32Array): Tensor;
  export function tensor2d(values: readonly (readonly number[])[] | readonly number[] | Float32Array, shape?: [number, number]): Tensor;
  export function tensor3d(values: readonly number[] | Float32Array, shape: [number, number, number]): Tensor;
  export function zeros(shape: number[]): Tensor;

  /** A function with a gradient of your own: it gives its value and what takes the gradient of that to the gradient of each input. */
  export function customGrad(f: (...inputs: any[]) => { value: Tensor; gradFunc: (dy: any, saved: Tensor[]) => Tensor | Tensor[] }): (...inputs: Tensor[]) => Tensor;
}
