import type { StackedLayer } from '../spec/chains.ts';

/** What describes a recurrent model wholly: two made from the same one are the same, wherever they are made. */
export interface RecurrentSpec {
  /** From the input upwards. */
  readonly layers: readonly StackedLayer[];
  readonly output: 'each' | 'last';
  /** Feedforward layers between the uppermost states and o; left out: none. */
  readonly outputDepth?: number;
  readonly inputSize: number;
  readonly outputSize: number;
}
