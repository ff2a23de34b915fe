/** How a linear readout is learnt from what it reads: a model's V and, behind it, c. */
export interface ReadoutRule {
  /** @param h `[steps, features]` @param y `[steps, outputs]` */
  add(h: Float32Array, y: Float32Array): void;
  /** `[features, outputs]`, and behind them the bias, where there is one. @throws Error, a sentence, where there are none */
  weights(): Float64Array;
  /** All that it knows, each number as the sum of three. */
  readonly shape: readonly number[];
  save(): { readonly shape: readonly number[]; readonly data: Float32Array };
  restore(data: Float32Array): void;
}
