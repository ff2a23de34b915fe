import type { LayerSpec } from '../spec/experiment.ts';

/** What describes a recurrent model wholly: two made from the same one are the same, wherever they are made. */
export interface RecurrentSpec {
  /** From the input upwards. */
  readonly layers: readonly LayerSpec[];
  readonly output: 'each' | 'last';
  readonly inputSize: number;
  readonly outputSize: number;
}
