import type { Circuit } from '../../../src/core/graph/circuit.ts';
import type { GraphColumn } from '../../../src/core/graph/unfolded.ts';
import type { GraphNode, SequenceGraph } from '../../../src/core/graph/graph.ts';
import type { Theme } from '../../shared/theme.ts';
import type { Colouring } from './colouring.ts';
import type { Viewport } from './viewport.ts';

/** Everything one picture of the graph depends on. */
export interface Scene {
  readonly circuit: Circuit;
  readonly folded: SequenceGraph;
  readonly column: (t: number) => GraphColumn;
  /** Columns: the steps of x, and before them those of a source. */
  readonly tau: number;
  /** How many of them are of a source. */
  readonly source: number;
  readonly viewport: Viewport;
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** 0 folded, 1 unfolded, between them while one turns into the other. */
  readonly progress: number;
  /** The column looked at; below, t is one wherever there is no source. */
  readonly t: number;
  readonly theme: Theme;
  readonly colouring?: Colouring | undefined;
  /** What x⁽ᵗ⁾ and y⁽ᵗ⁾ are, for people. */
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** A parameter shown everywhere it is shared. */
  readonly highlight?: string | undefined;
  /** Id of the node under the pointer. */
  readonly hovered?: string | undefined;
}

/** A column of the picture, at time step t. */
export interface DrawnColumn extends GraphColumn {
  readonly t: number;
}

/** Left of the first column: the names of the rows. */
export const gutter = 32;
/** Right of the last column. */
const margin = 14;
/** Below the last row: the input and t. Above the first: the target. */
export const footer = 40;
export const header = 24;
/** From this radius a node is a circle; below, a cell of its row. */
export const roundFrom = 3.5;
/** A row is never lower than this. */
export const lowestRow = 30;

export function plotWidth({ width }: { readonly width: number }): number {
  return Math.max(1, width - gutter - margin);
}

export function rowHeight({ height, circuit }: Scene): number {
  return (height - header - footer) / circuit.rows;
}

export function yOf(scene: Scene, row: number): number {
  return scene.height - footer - (row + 0.5) * rowHeight(scene);
}

/** The middle of a column; of one narrower than a pixel, of its pixel, or there would be stripes that are not in the values. While folding, every column moves to the middle of the picture. */
export function xOf(scene: Scene, column: number): number {
  const middle = gutter + scene.viewport.offset + (column + 0.5) * scene.viewport.columnWidth;
  const unfolded = scene.viewport.columnWidth < 1 ? Math.floor(middle) + 0.5 : middle;
  const folded = gutter + plotWidth(scene) / 2;
  return folded + (unfolded - folded) * scene.progress;
}

export function radiusOf(scene: Scene): number {
  const folded = Math.min(rowHeight(scene) * 0.34, 20);
  const unfolded = Math.min(folded, scene.viewport.columnWidth * 0.36);
  return folded + (unfolded - folded) * scene.progress;
}

/** The node under a point: its row and, in the unfolded graph, its time step. */
export function nodeAt(scene: Scene, x: number, y: number): string | undefined {
  const at = (node: GraphNode) => Math.abs(yOf(scene, node.row) - y) <= rowHeight(scene) / 2;
  if (scene.progress < 1) return Math.abs(x - xOf(scene, 0)) <= radiusOf(scene) ? scene.folded.nodes.find(at)?.id : undefined;
  const t = columnAt(scene, x);
  return t === undefined ? undefined : scene.column(t).nodes.find(at)?.id;
}

export function columnAt({ viewport, tau }: Scene, x: number): number | undefined {
  const t = Math.floor((x - gutter - viewport.offset) / viewport.columnWidth);
  return x >= gutter && t >= 0 && t < tau ? t : undefined;
}
