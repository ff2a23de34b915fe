import type { StackedEncoder, StackedLayer } from '../spec/chains.ts';
import type { ContextSpec, Ending, LossKind, ResolvedExperiment, TeacherForcing } from '../spec/experiment.ts';
import type { ReadingReadout } from '../spec/outputReads.ts';

/** What of an experiment shapes its graph. */
export interface GraphModel {
  /** From the input upwards. */
  readonly layers: readonly StackedLayer[];
  readonly output: 'each' | 'last';
  /** Feedforward layers between the uppermost states and o; left out: none. */
  readonly outputDepth?: number;
  /** What reads a source first; left out: nothing. */
  readonly encoder?: StackedEncoder;
  readonly loss: LossKind;
  /** How V is learnt, which says what o is made of; left out: of the uppermost states, and a bias. */
  readonly readout?: ReadingReadout;
  /** What is carried from step to step; left out: the hidden state. */
  readonly recurrence?: ResolvedExperiment['model']['recurrence'];
  /** What a model that reads its own output, or a decoder, is given of it; left out: always the target. */
  readonly teacherForcing?: TeacherForcing;
  /** How a sequence ends; left out: as one of the classes does. */
  readonly ending?: Ending;
  /** How a context that is given is read; left out: not at all. */
  readonly context?: ContextSpec;
}

/** What a node stands for. An h node is the whole state of a chain, g of one that reads backward; for an LSTM that is h and c. A z node is a feedforward layer, C the context, of a source or given, or what is attended to; halt the unit that says whether a sequence ends, remaining how many steps of it are left, M a memory. */
export type NodeKind = 'x' | 'z' | 'h' | 'M' | 'C' | 'halt' | 'remaining' | 'o' | 'yHat' | 'loss' | 'y';

export interface GraphNode {
  /** `layers.0.h@3`, `o@3`; without `@t` in the folded graph. */
  readonly id: string;
  readonly kind: NodeKind;
  /** The name a probe knows it by: `layers.0.h`, `o`, `loss`, …. */
  readonly probe: string;
  /** Biases: parameters that act on the node itself (`layers.0.b`). */
  readonly parameters: readonly string[];
  /** Time step, from 0, of the source in an encoder; absent in the folded graph. */
  readonly t?: number;
  /** Place on the deterministic grid: column = t, after those of an encoder; row from the input (0) upwards. */
  readonly column: number;
  readonly row: number;
  /** As the book writes it, where time starts at 1: `h⁽¹⁾` at t = 0; `h₂⁽ᵗ⁾` in a stack. */
  readonly label: string;
}

/** `input` and `recurrent` end in an h node, `within` in a feedforward layer or a memory, `context` in a C node; `condition` comes from a context that is given; over a `choice`, of a symbol, no gradient flows back. */
export type EdgeKind = 'input' | 'choice' | 'context' | 'condition' | 'within' | 'recurrent' | 'output' | 'softmax' | 'identity' | 'loss' | 'target';

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** U, W, V, or empty where nothing is learnt; dated, U⁽³⁾, where it is of one step alone. */
  readonly label: string;
  /** Parameters on this edge (`layers.0.U`); the same names on every edge that shares them. */
  readonly parameters: readonly string[];
  /**
   * Steps of delay, the columns between its ends in the unfolded graph: 1 for W (the black square of figure 10.2), more for a skip
   * through time or a delay of what is read, negative where it runs backward in time (figure 10.11), else 0; or all, from the first step to the last, or from an encoder.
   */
  readonly delay: number;
  /** Rows of its ends, from and to. */
  readonly rows: readonly [number, number];
  /** Nothing stands between its ends, however many rows lie there. */
  readonly clear?: boolean;
  /** What a probe calls the gradient that flows back over it, that of the h node where it ends or, on the way to o, begins. */
  readonly gradient?: string;
}

export interface SequenceGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly columns: number;
  readonly rows: number;
}
