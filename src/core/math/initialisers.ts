/** A parameter before it has a value: its name within its owner, its shape, and how its first value is drawn. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialiser: Initialiser;
}

/** `blocks` is how many matrices stand side by side in one parameter (the gates of an LSTM: 4), each drawn by itself. */
export type Initialiser =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'constant'; readonly values: readonly number[] }
  | { readonly kind: 'glorot'; readonly blocks: number }
  | { readonly kind: 'orthogonal'; readonly blocks: number }
  | { readonly kind: 'identity'; readonly blocks: number }
  | { readonly kind: 'uniform'; readonly limit: number };
