/**
 * Sequences side by side, batch-major. Inputs are either class indices (one-hot to the model) or rows of numbers.
 * Those shorter than tau are filled up, which the masks of x and y tell.
 */
export interface Batch {
  readonly batchSize: number;
  readonly tau: number;
  readonly x: Indices | Rows;
  /** Targets: one for every step, or `tau` = 1 for a model whose output is `last`. */
  readonly y: Indices | Rows;
  /** What a model with an encoder reads before it answers, of a tau of its own. */
  readonly source?: Indices | Rows;
  /** Where each sequence is the nodes of a tree. */
  readonly trees?: Trees;
  /** What each sequence is conditioned on, `[B, size]`, where the data says something of it. */
  readonly context?: { readonly size: number; readonly data: Float32Array };
  /** True where the batch continues the last one, so that the state carries over (text streams). */
  readonly continues: boolean;
}

/** `[B, tau]` class indices below `size`. */
export interface Indices {
  readonly kind: 'indices';
  readonly size: number;
  readonly tau: number;
  readonly data: Int32Array;
  readonly mask?: Mask;
}

/** `[B, tau, size]` numbers. */
export interface Rows {
  readonly kind: 'rows';
  readonly size: number;
  readonly tau: number;
  readonly data: Float32Array;
  readonly mask?: Mask;
}

/** Trees whose nodes are the elements of a batch, in post-order: children before their parent, the root last. */
export interface Trees {
  readonly batchSize: number;
  readonly tau: number;
  /** The most children that a node has. */
  readonly arity: number;
  /** `[B, tau, arity]`: at which t the children of a node are, from the first to the last, then −1. */
  readonly children: Int32Array;
  /** `[B]`: nodes of each tree; those after them fill up. */
  readonly nodes: Int32Array;
}

/**
 * `[B, tau]` of 1 and 0; left out, all 1. Where that of x is 0 there is no element, and the state stays as it was; where that of y
 * is 0 the output does not count: a loss is the mean over the outputs that do, Σ m·L / Σ m. In a batch at least one counts.
 */
export type Mask = Float32Array;

/** How many elements of x there are in a batch, or how many outputs of y count. */
export function countIn({ mask, tau }: Indices | Rows, batchSize: number): number {
  return mask ? mask.reduce((sum, m) => sum + m, 0) : batchSize * tau;
}

/** At which t the children of a node are. */
export function childrenOf({ tau, arity, children }: Trees, b: number, t: number): number[] {
  const begin = (b * tau + t) * arity;
  return Array.from(children.subarray(begin, begin + arity)).filter((child) => child >= 0);
}

/** The same of every node of the first tree. */
export function firstChildren(trees: Trees): number[][] {
  return Array.from({ length: trees.nodes[0]! }, (_, t) => childrenOf(trees, 0, t));
}
