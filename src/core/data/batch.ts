/** Sequences of equal length, batch-major. Inputs are either class indices (one-hot to the model) or rows of numbers. */
export interface Batch {
  readonly batchSize: number;
  readonly tau: number;
  readonly x: Indices | Rows;
  /** Targets: one for every step, or `tau` = 1 for a model whose output is `last`. */
  readonly y: Indices | Rows;
  /** True where the batch continues the last one, so that the state carries over (text streams). */
  readonly continues: boolean;
}

/** `[B, tau]` class indices below `size`. */
export interface Indices {
  readonly kind: 'indices';
  readonly size: number;
  readonly tau: number;
  readonly data: Int32Array;
}

/** `[B, tau, size]` numbers. */
export interface Rows {
  readonly kind: 'rows';
  readonly size: number;
  readonly tau: number;
  readonly data: Float32Array;
}
