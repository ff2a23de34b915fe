import type { GraphEdge } from '../../../src/core/graph/graph.ts';
import { css } from '../../shared/theme.ts';
import { arcTo } from './arc.ts';
import { edgeColour } from './colouring.ts';
import type { EdgeBatch, Point, Route } from './edgeBatch.ts';
import { radiusOf, roundFrom, xOf, yOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Draws an edge of the column at t. Recurrent edges of the folded graph are loops, drawn elsewhere. */
export function placeEdge(batch: EdgeBatch, scene: Scene, edge: GraphEdge, t: number): void {
  if (scene.progress === 0 && edge.delay !== 0) return;
  const position = scene.colouring?.edge(edge, t);
  const colour = position === undefined ? scene.theme.border : css(edgeColour(scene.theme, position));
  const [fromRow, toRow] = edge.rows;
  if (Math.abs(edge.delay) > 1 && fromRow === toRow) return batch.addArc(edge, colour, arcTo(scene, toRow, t, edge.delay));
  const radius = radiusOf(scene);
  batch.add(edge, colour, routeOf(scene, edge, t), radius < roundFrom ? 0 : radius);
}

/**
 * Straight between neighbours, and from a delay line; in a bow around the nodes of the rows between; over many time steps to another row first up to that,
 * then along it, but straight to what is attended to. Within one row that is an arc. From a context that is given,
 * along its row first, and from there to each step.
 */
export function routeOf(scene: Scene, { kind, delay, clear, rows: [fromRow, toRow] }: GraphEdge, t: number): Route {
  const from: Point = { x: xOf(scene, t - delay), y: yOf(scene, fromRow) };
  const to: Point = { x: xOf(scene, t), y: yOf(scene, toRow) };
  if (delay !== 0 && kind === 'context') return [from, to];
  if (delay !== 0 && kind === 'condition') return [from, { x: to.x, y: from.y }, to];
  if (Math.abs(delay) > 1 && kind !== 'input') return [from, { x: from.x, y: to.y }, to];
  if (delay !== 0 || clear || Math.abs(toRow - fromRow) < 2) return [from, to];
  const bow = bowSide(fromRow) * 1.7 * radiusOf(scene);
  const third = (to.y - from.y) / 3;
  return [from, { x: from.x + bow, y: from.y + third }, { x: to.x + bow, y: to.y - third }, to];
}

/** To the left from even rows and to the right from odd ones, so that few of them cross. */
const bowSide = (fromRow: number): number => (fromRow % 2 === 0 ? -1 : 1);
