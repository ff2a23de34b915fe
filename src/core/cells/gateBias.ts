import type { Initialiser } from '../math/initialisers.ts';

/** How the biases of the forget gates of an LSTM start. */
export interface ForgetBias {
  /** 1 lets gradients flow from the start (Jozefowicz et al. 2015). */
  readonly forgetBias: number;
  /** The longest lag T to remember; 0: all start at `forgetBias`. b_f = ln u, u uniform in [1, T − 1], and bᵢ = −b_f (Tallec & Ollivier 2018, arXiv:1804.11188). */
  readonly chrono: number;
}

/** The first value of b. @param gates letters of the gates, in the order in which they stand side by side */
export function gateBias({ forgetBias, chrono }: ForgetBias, gates: readonly string[]): Initialiser {
  if (chrono > 0) return { kind: 'chrono', longest: chrono, signs: gates.map((gate) => ({ f: 1, i: -1 })[gate] ?? 0) };
  return { kind: 'constant', values: gates.map((gate) => (gate === 'f' ? forgetBias : 0)) };
}
