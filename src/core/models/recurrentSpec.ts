import type { StackedEncoder, StackedLayer } from '../spec/chains.ts';
import type { ContextSpec, Ending, LossKind } from '../spec/experiment.ts';
import type { OutputReads } from '../spec/outputReads.ts';

/** The hidden state (figure 10.3), ŷ alone (figure 10.4), or both. */
export type Recurrence = 'hidden' | 'output' | 'both';

/** What describes a recurrent model wholly: two made from the same one are the same, wherever they are made. */
export interface RecurrentSpec {
  /** From the input upwards. */
  readonly layers: readonly StackedLayer[];
  readonly output: 'each' | 'last';
  /** Feedforward layers between the uppermost states and o; left out: none. */
  readonly outputDepth?: number;
  /** What else than the uppermost states o is made of, where the output is `each`; left out: nothing. */
  readonly outputReads?: OutputReads;
  /** What is carried from step to step; left out: the hidden state. */
  readonly recurrence?: Recurrence;
  /** What makes ŷ of o, where ŷ is carried. */
  readonly loss?: LossKind;
  /** What reads a source first; left out: nothing. */
  readonly encoder?: StackedEncoder;
  /** How a sequence ends; left out: as one of the classes does. */
  readonly ending?: Ending;
  /** How many lengths there are, from 0, where `ending` is "length"; left out: none. */
  readonly lengths?: number | undefined;
  /** How a context that is given is read; left out: not at all. */
  readonly context?: ContextSpec;
  /** Columns of the context C; left out: 0. */
  readonly contextSize?: number | undefined;
  readonly inputSize: number;
  readonly outputSize: number;
  /** Columns of the source, where there is one. */
  readonly sourceSize?: number | undefined;
}
