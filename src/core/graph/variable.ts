import type { GraphEdge, NodeKind } from './graph.ts';

/** A variable of the model, before it is placed in time. */
export interface Variable {
  readonly probe: string;
  readonly kind: NodeKind;
  /** As the book writes it, without the time. */
  readonly symbol: string;
  readonly row: number;
  /** In a tree it stands as high as its node does. */
  readonly climbs?: boolean;
  /** Belongs to an answer: it is only where there is an output. */
  readonly answers?: boolean;
  /** Belongs to an encoder: it is where the source is; or, C, at its last step alone. */
  readonly encodes?: 'each' | 'last';
  /** Is the same at every step: it stands at the first. */
  readonly once?: boolean;
  readonly parameters: readonly string[];
}

/** A dependency of one variable on another, `delay` steps earlier (negative: later): an edge before it has a place. */
export interface Connection extends Omit<GraphEdge, 'id'> {
  /** It begins at the first step, wherever it ends: what reads backward is read when it has read all. */
  readonly fromFirst?: boolean;
  /** In a tree it begins at the child in this place, from 0, wherever that is; `each`: at every child. */
  readonly child?: number | 'each';
  /** It begins in the encoder and ends in the decoder: from each step of the source, or from the last alone. */
  readonly fromEncoder?: 'each' | 'last';
  /** Its parameters are of one step each, in the order of time; else all are of every step. */
  readonly perStep?: boolean;
  /** It ends at these steps alone, from the first to before the second. */
  readonly steps?: readonly [number, number];
}

export type Unplaced = Omit<Variable, 'row'>;
/** A connection before the rows are known. */
export type Link = Omit<Connection, 'rows' | 'gradient'>;
