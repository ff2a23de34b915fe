// What a cell or a task of one's own may import from 'unfold'. Written by Unfold, which keeps it up to date: changes are lost.
// Every folder of cells, or of tasks, has its copy, and a project may see several, also of two versions of Unfold. So there are interfaces and variables here,
// which may be said twice: what is new is an entry of an interface or a variable, and what was there keeps its type.

declare module 'unfold' {
  /** Numbers in rows and columns: `[B, n]` is n numbers for each of B sequences. */
  export interface Tensor {
    readonly shape: number[];
    readonly dtype: 'float32' | 'int32' | 'bool' | 'complex64' | 'string';
    readonly rank: number;
    readonly size: number;
    /** Its numbers, for a look at them with console.log. A gradient does not go through this. */
    readonly dataSync: () => Float32Array;
    readonly print: () => void;
  }
  export interface Tensor1D extends Tensor {}
  export interface Tensor2D extends Tensor {}
  export interface Tensor3D extends Tensor {}

  /** What operations take and give. */
  export interface Types {
    /** A tensor, or what becomes one. */
    readonly like: Tensor | number | boolean | readonly number[] | readonly (readonly number[])[];
    readonly unary: (x: Types['like']) => Tensor;
    readonly binary: (a: Types['like'], b: Types['like']) => Tensor;
    readonly reduction: (x: Types['like'], axis?: number | number[], keepDims?: boolean) => Tensor;
    /** How the first value of a parameter is drawn. `blocks` is how many matrices stand side by side in it, as those of the gates of an LSTM. */
    readonly initialiser: Initialisers[keyof Initialisers];
    /** What each x⁽ᵗ⁾ or y⁽ᵗ⁾ of a task is. `write` says how people read it. */
    readonly elements: Elements[keyof Elements];
    /** A row of numbers, or the number where a row has one only; of classes a name, or its place among them from 0. */
    readonly element: number | string | readonly number[] | Float32Array;
  }

  export interface Initialisers {
    readonly zeros: 'zeros' | { readonly kind: 'zeros' };
    readonly glorot: 'glorot' | { readonly kind: 'glorot'; readonly blocks?: number };
    readonly orthogonal: 'orthogonal' | { readonly kind: 'orthogonal'; readonly blocks?: number };
    readonly identity: 'identity' | { readonly kind: 'identity'; readonly blocks?: number };
    /** Of a square matrix that h is multiplied by: sparse, some 15 connections into each unit, of a spectral radius of 1.2: h begins as the echo of a reservoir (section 10.8). */
    readonly nearCritical: 'nearCritical' | { readonly kind: 'nearCritical'; readonly blocks?: number };
    /** Another one, with zeros where the mask has 0: connections that are not there. */
    readonly masked: { readonly kind: 'masked'; readonly of: Types['initialiser']; readonly mask: readonly (readonly number[])[] };
    /** Evenly in ±limit. */
    readonly uniform: { readonly kind: 'uniform'; readonly limit: number };
    /** One value for each of as many equal parts. */
    readonly constant: { readonly kind: 'constant'; readonly values: readonly number[] };
    /** Memories of all lengths up to the longest: sign · ln u, u uniform in [1, max(1, longest − 1)] (Tallec & Ollivier 2018). */
    readonly chrono: { readonly kind: 'chrono'; readonly longest: number; readonly signs: readonly number[] };
  }

  export interface Elements {
    readonly numbers: { readonly kind: 'numbers'; readonly size: number; readonly write?: (row: Float32Array) => string };
    /** Of 0 and 1; what is written is which are 1. */
    readonly bits: { readonly kind: 'bits'; readonly size: number; readonly write?: (on: readonly number[]) => string };
    readonly classes: { readonly kind: 'classes'; readonly names: readonly string[] };
  }

  /** As many tensors as were asked for, up to eight. */
  export interface Few {
    readonly 1: [Tensor];
    readonly 2: [Tensor, Tensor];
    readonly 3: [Tensor, Tensor, Tensor];
    readonly 4: [Tensor, Tensor, Tensor, Tensor];
    readonly 5: [Tensor, Tensor, Tensor, Tensor, Tensor];
    readonly 6: [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    readonly 7: [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    readonly 8: [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
  }

  export interface Parameter {
    readonly shape: readonly number[];
    /** Left out: of a matrix Glorot's, else zeros. */
    readonly initialiser?: Types['initialiser'];
    readonly blocks?: number;
    /** Whether it stays as it is drawn. */
    readonly fixed?: boolean;
    /** Of U, from how many steps it reads x, `inputSize` rows for each one below another, as in a time-delay network; left out: one. */
    readonly taps?: number;
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
    readonly random: { readonly uniform: (low?: number, high?: number) => number; readonly normal: () => number; readonly integer: (below: number) => number };
  }

  /** @typeParam S the names of the state */
  export interface Step<S extends string = string> {
    /** After this step: every entry that `state` of the cell names. */
    readonly state: { readonly h: Tensor } & { readonly [name in S]: Tensor };
    /** What the layer above reads, `[B, hiddenSize]`. Left out: h. */
    readonly output?: Tensor;
    /** What the panel shows beside h, by letters of your choice: `[B, n]`, or `[1, n]` where it is the same for all. */
    readonly gates?: { readonly [letter: string]: Tensor };
  }

  /** @typeParam P the names of its parameters @typeParam S those of its state */
  export interface Cell<P extends string = string, S extends string = string> {
    readonly parameters: { readonly [name in P]: Parameter };
    /** Columns of each entry of the state; h is always there. Left out: h alone. */
    readonly state?: { readonly [name in S]: number };
    /** s⁽ᵗ⁾ = f(s⁽ᵗ⁻¹⁾, x⁽ᵗ⁾; θ), of B sequences side by side. */
    readonly step: (parameters: { readonly [name in P]: Tensor }, state: { readonly h: Tensor } & { readonly [name in S]: Tensor }, x: Tensor, context: Context) => Step<S>;
  }

  /**
   * Says that a function makes a cell: `export default defineCell(({ inputSize, hiddenSize }: Sizes) => ({ parameters, step }))`.
   * Where `Sizes` is written out, the editor knows what `step` is given by the names in `parameters` and `state`.
   */
  export var defineCell: <P extends string = string, S extends string = string>(make: (sizes: Sizes) => Cell<P, S>) => (sizes: Sizes) => Cell<P, S>;

  /** Random numbers whose seed is the experiment's: the same draws the same. */
  export interface Random {
    /** In [low, high); left out, in [0, 1). */
    readonly uniform: (low?: number, high?: number) => number;
    /** Of mean 0 and deviation 1. */
    readonly normal: () => number;
    /** 0 … below − 1. */
    readonly integer: (below: number) => number;
    /** One of a list. */
    readonly pick: <T>(from: readonly T[]) => T;
    /** The numbers 0 … count − 1 in any order. */
    readonly permutation: (count: number) => number[];
  }

  /** One sequence, as long as it is. */
  export interface Sequence {
    /** An element for each step. */
    readonly x: readonly Types['element'][] | Float32Array | Int32Array;
    /** An element for each step, or one where the answer is asked for at the end. */
    readonly y: readonly Types['element'][] | Float32Array | Int32Array;
    /** Whether the answer of each step counts. Left out: all do. */
    readonly counts?: readonly (boolean | number)[];
    /** Which classes are right at each answer, where others than that of y are as well. */
    readonly right?: readonly (readonly (string | number)[])[];
    /** What is read before an answer is written, of any length: where the task has an `answer`. */
    readonly source?: readonly (string | number)[];
    /** How people write what is read, where that is not the elements one after another. */
    readonly written?: string;
    /** Of a tree, at which step the children of each node are: children before their parent, the root last. */
    readonly children?: readonly (readonly number[])[];
  }

  export interface Task {
    readonly x: Types['elements'];
    readonly y: Types['elements'];
    /** Whether an answer is asked for at each step, or at the end. */
    readonly output: 'each' | 'last';
    /** A sequence of at most tau steps to train on. */
    readonly draw: (tau: number, random: Random) => Sequence;
    /** The sequence to validate with that has this index, where it is not one like those to train on. */
    readonly drawValidation?: (tau: number, random: Random, index: number) => Sequence;
    /** As a sentence speaks of it. Left out: its file. */
    readonly title?: string;
    /** What is asked for, in a word. */
    readonly label?: string;
    /** The least tau that holds every sequence; left out, 1. */
    readonly leastTau?: number;
    readonly mostTau?: number;
    /** Steps of the longest sequence to validate with, where those may be longer than tau. */
    readonly longestHeld?: number;
    /** So many sequences to train on, drawn once. Left out: each batch has fresh ones. */
    readonly trainingSequences?: number;
    /** What of x answers the step before, where it does: `the next symbol`. A model then reads forward only. */
    readonly ahead?: string;
    /** Why an answer is asked for in this way, as a sentence ends with it. */
    readonly why?: string;
    /** Whether answers say something at every step, also where they do not count. */
    readonly answersAll?: boolean;
    /** Where a source is read by an encoder before an answer is written: the class of y that begins an answer as x and ends it as y, and its most elements, the end among them. */
    readonly answer?: { readonly source: Types['elements']; readonly mark: string | number; readonly most: number };
    /** Where its sequences are the nodes of trees, the most children that a node has. */
    readonly trees?: { readonly arity: number };
  }

  export interface Given {
    /** Whatever stands beside `task` in the experiment. */
    readonly options: Readonly<Record<string, any>>;
  }

  /** Says that a function makes a task: `export default defineTask(({ options: { delay = 5 } }) => ({ x, y, output, draw }))`. */
  export var defineTask: (make: (given: Given) => Task) => (given: Given) => Task;

  // Of each number by itself.
  export var abs: Types['unary'], clone: Types['unary'], cos: Types['unary'], elu: Types['unary'], exp: Types['unary'], expm1: Types['unary'], floor: Types['unary'], log: Types['unary'], log1p: Types['unary'], logSigmoid: Types['unary'], logicalNot: Types['unary'], neg: Types['unary'], onesLike: Types['unary'],
    reciprocal: Types['unary'], relu: Types['unary'], relu6: Types['unary'], round: Types['unary'], rsqrt: Types['unary'], selu: Types['unary'], sigmoid: Types['unary'], sign: Types['unary'], sin: Types['unary'], softplus: Types['unary'], sqrt: Types['unary'], square: Types['unary'], tanh: Types['unary'], zerosLike: Types['unary'];
  export var leakyRelu: (x: Types['like'], alpha?: number) => Tensor;
  export var prelu: (x: Types['like'], alpha: Types['like']) => Tensor;
  export var step: (x: Types['like'], alpha?: number) => Tensor;
  export var clipByValue: (x: Types['like'], min: number, max: number) => Tensor;
  export var cast: (x: Types['like'], dtype: 'float32' | 'int32' | 'bool') => Tensor;

  // Of two, number by number; a row or a column is repeated where the other has more.
  export var add: Types['binary'], div: Types['binary'], divNoNan: Types['binary'], equal: Types['binary'], greater: Types['binary'], greaterEqual: Types['binary'], less: Types['binary'], lessEqual: Types['binary'], logicalAnd: Types['binary'], logicalOr: Types['binary'], maximum: Types['binary'],
    minimum: Types['binary'], mod: Types['binary'], mul: Types['binary'], notEqual: Types['binary'], pow: Types['binary'], squaredDifference: Types['binary'], sub: Types['binary'];
  export var addN: (tensors: readonly Types['like'][]) => Tensor;
  export var where: (condition: Types['like'], a: Types['like'], b: Types['like']) => Tensor;

  // Products.
  /** x·W: `[B, m]` and `[m, n]` give `[B, n]`. */
  export var matMul: (a: Types['like'], b: Types['like'], transposeA?: boolean, transposeB?: boolean) => Tensor;
  export var dot: (a: Types['like'], b: Types['like']) => Tensor;
  export var outerProduct: (a: Types['like'], b: Types['like']) => Tensor;
  export var einsum: (equation: string, ...tensors: Tensor[]) => Tensor;

  // Over an axis.
  export var logSumExp: Types['reduction'], max: Types['reduction'], mean: Types['reduction'], min: Types['reduction'], prod: Types['reduction'], sum: Types['reduction'];
  export var moments: (x: Types['like'], axis?: number | number[], keepDims?: boolean) => { mean: Tensor; variance: Tensor };
  export var norm: (x: Types['like'], ord?: number | 'euclidean' | 'fro', axis?: number | number[], keepDims?: boolean) => Tensor;
  export var softmax: (x: Types['like'], axis?: number) => Tensor;
  export var logSoftmax: (x: Types['like'], axis?: number) => Tensor;
  export var cumsum: (x: Types['like'], axis?: number, exclusive?: boolean, reverse?: boolean) => Tensor;

  // Shapes.
  export var broadcastTo: (x: Types['like'], shape: number[]) => Tensor;
  /** Side by side: along axis 1 `[B, m]` and `[B, n]` give `[B, m + n]`. */
  export var concat: (tensors: readonly Types['like'][], axis?: number) => Tensor;
  export var expandDims: (x: Types['like'], axis?: number) => Tensor;
  export var gather: (x: Types['like'], indices: Types['like'], axis?: number) => Tensor;
  export var pad: (x: Types['like'], paddings: [number, number][], constant?: number) => Tensor;
  export var reshape: (x: Types['like'], shape: number[]) => Tensor;
  export var reverse: (x: Types['like'], axis?: number | number[]) => Tensor;
  export var slice: (x: Types['like'], begin: number | number[], size?: number | number[]) => Tensor;
  /** In as many equal parts, or in parts of these sizes: along axis 1 `[B, 4n]` gives four of `[B, n]`. */
  export var split: <const N extends number | readonly number[]>(x: Types['like'], parts: N, axis?: number) => N extends keyof Few ? Few[N] : N extends readonly number[] ? { -readonly [part in keyof N]: Tensor } : Tensor[];
  export var squeeze: (x: Types['like'], axis?: number[]) => Tensor;
  export var stack: (tensors: readonly Types['like'][], axis?: number) => Tensor;
  export var stridedSlice: (x: Types['like'], begin: number[], end: number[], strides?: number[]) => Tensor;
  export var tile: (x: Types['like'], reps: number[]) => Tensor;
  export var transpose: (x: Types['like'], perm?: number[]) => Tensor;
  export var unsortedSegmentSum: (x: Types['like'], segmentIds: Types['like'], numSegments: number) => Tensor;
  export var unstack: (x: Types['like'], axis?: number) => Tensor[];

  // From nothing.
  export var eye: (rows: number, columns?: number) => Tensor;
  export var fill: (shape: number[], value: number) => Tensor;
  export var linspace: (start: number, stop: number, count: number) => Tensor;
  export var oneHot: (indices: Types['like'], depth: number) => Tensor;
  export var ones: (shape: number[]) => Tensor;
  export var range: (start: number, stop: number, step?: number) => Tensor;
  export var scalar: (value: number) => Tensor;
  export var tensor: (values: Types['like'] | Float32Array, shape?: number[]) => Tensor;
  export var tensor1d: (values: readonly number[] | Float32Array) => Tensor;
  export var tensor2d: (values: readonly (readonly number[])[] | readonly number[] | Float32Array, shape?: [number, number]) => Tensor;
  export var tensor3d: (values: readonly number[] | Float32Array, shape: [number, number, number]) => Tensor;
  export var zeros: (shape: number[]) => Tensor;

  /** A function with a gradient of your own: it gives its value and what takes the gradient of that to the gradient of each input. That may read all that the function was given and computed. */
  export var customGrad: (f: (...inputs: any[]) => { value: Tensor; gradFunc: (dy: any, saved: Tensor[]) => Tensor | Tensor[] }) => (...inputs: Tensor[]) => Tensor;
}

// What the test beside a cell or a task may import. “Unfold: New Cell” and “New Task” write one; the Testing view and `unfold check` run it.
declare module 'unfold/test' {
  /** A tensor in plain numbers: a list of its rows. */
  export interface Rows extends ReadonlyArray<readonly number[]> {}

  /** What a step is made from. @typeParam P the names of the cell's parameters @typeParam S those of its state */
  export interface Given<P extends string, S extends string> {
    readonly parameters: { readonly [name in P]: Rows | readonly number[] };
    readonly state: { readonly h: Rows } & { readonly [name in S]: Rows };
    readonly x: Rows;
    /** What stands beside `kind` in an experiment. */
    readonly options?: { readonly [name: string]: unknown };
    readonly t?: number;
    readonly training?: boolean;
  }

  export interface Stepped<S extends string> {
    readonly state: { readonly h: number[][] } & { readonly [name in S]: number[][] };
    readonly output: number[][];
    readonly gates: { readonly [letter: string]: number[][] };
  }

  /** Declares what is so: it fails where the function throws. */
  export var test: (name: string, body: () => void | Promise<void>) => void;

  /** One step of a cell, computed in double precision: as many units as h has columns, as many columns as x has. */
  export var stepOf: <P extends string, S extends string>(cell: (sizes: import('unfold').Sizes) => import('unfold').Cell<P, S>, given: Given<P, S>) => Stepped<S>;

  /** Sequences of a task in plain lists: a number or a row of them for each element, or the name of its class. */
  export interface Drawn {
    readonly x: any[];
    readonly y: any[];
    readonly counts?: number[];
    readonly right: string[][];
    readonly source: string[];
    readonly children: number[][];
  }

  /** Sequences that a task draws, of at most tau steps each: as many as `count` says, 20 if it does not; those to validate with where `held` is true and the task draws others for that. */
  export var sequencesOf: (task: (given: import('unfold').Given) => import('unfold').Task, how: { readonly tau: number; readonly count?: number; readonly seed?: number; readonly held?: boolean; readonly options?: { readonly [name: string]: unknown } }) => Drawn[];

  /** Fails at the first number that is further away than `tolerance`; left out, that is 1e-9. */
  export var near: (actual: Rows | readonly number[] | number | undefined, expected: Rows | readonly number[] | number, tolerance?: number) => void;

  /** Fails at the first number or name that is another. */
  export var equal: (actual: Rows | readonly (number | string)[] | number | string | undefined, expected: Rows | readonly (number | string)[] | number | string) => void;
}
