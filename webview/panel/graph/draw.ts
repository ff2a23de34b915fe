import type { GraphEdge } from '../../../src/core/graph/graph.ts';
import { css } from '../../shared/theme.ts';
import { arcTo } from './arc.ts';
import { edgeColour } from './colouring.ts';
import { drawColumnLabels, drawRowNames } from './drawLabels.ts';
import { drawLoops } from './drawLoops.ts';
import { drawNodes } from './drawNodes.ts';
import { EdgeBatch } from './edgeBatch.ts';
import { footer, gutter, plotWidth, radiusOf, roundFrom, xOf, yOf } from './scene.ts';
import type { DrawnColumn, Scene } from './scene.ts';
import { visibleColumns } from './viewport.ts';

/** Draws one picture of the graph. Only what is in sight is drawn, and no more columns than there are pixels. */
export function drawGraph(context: CanvasRenderingContext2D, scene: Scene): void {
  context.clearRect(0, 0, scene.width, scene.height);
  const columns = columnsInSight(scene);
  context.save();
  context.beginPath();
  context.rect(gutter, 0, scene.width - gutter, scene.height);
  context.clip();
  if (scene.progress > 0) drawBand(context, scene);
  const edges = gatherEdges(scene, columns);
  edges.draw(context);
  if (scene.progress < 1) drawLoops(context, scene);
  drawNodes(context, scene, columns);
  edges.drawOver(context);
  if (scene.progress === 1) drawColumnLabels(context, scene, columns);
  context.restore();
  drawRowNames(context, scene);
}

/** What to draw, column by column; the folded graph is one, shown at the t looked at. An edge that only ends out of sight is in its last column. */
function columnsInSight(scene: Scene): DrawnColumn[] {
  if (scene.progress === 0) return [{ t: scene.t, ...scene.folded }];
  const [first, lastInSight] = visibleColumns(scene.viewport, scene.tau, plotWidth(scene));
  const last = Math.min(scene.tau - 1, lastInSight + Math.max(...scene.circuit.connections.map(({ delay }) => delay)));
  const stride = Math.max(1, Math.ceil(1 / scene.viewport.columnWidth));
  const columns: DrawnColumn[] = [];
  for (let t = first; t <= last; t += stride) columns.push({ t, ...scene.column(t) });
  return columns;
}

/** Behind the column looked at. */
function drawBand(context: CanvasRenderingContext2D, scene: Scene): void {
  const width = Math.max(2, scene.viewport.columnWidth) * scene.progress;
  context.fillStyle = scene.theme.band;
  context.fillRect(xOf(scene, scene.t) - width / 2, 0, width, scene.height - footer / 2);
}

function gatherEdges(scene: Scene, columns: readonly DrawnColumn[]): EdgeBatch {
  const batch = new EdgeBatch(scene);
  for (const { t, nodes, edges } of columns) {
    for (const edge of edges) placeEdge(batch, scene, edge, nodes.find(({ id }) => id === edge.to)!.row, t);
  }
  return batch;
}

/** A recurrent edge lies in its row from t − 1 to t, or over it from further back; every other one stands in its column. */
function placeEdge(batch: EdgeBatch, scene: Scene, edge: GraphEdge, row: number, t: number): void {
  if (edge.delay > 0 && scene.progress === 0) return;
  const x = xOf(scene, t);
  const y = yOf(scene, row);
  const radius = radiusOf(scene);
  const rim = radius < roundFrom ? 0 : radius;
  const position = scene.colouring?.edge(edge, t);
  const colour = position === undefined ? scene.theme.border : css(edgeColour(scene.theme, position));
  const up = edge.kind === 'target' ? -1 : 1;
  if (edge.delay > 1) batch.addArc(edge, colour, arcTo(scene, row, t, edge.delay));
  else if (edge.kind === 'recurrent') batch.add(edge, colour, xOf(scene, t - 1) + rim, y, x - rim, y);
  else batch.add(edge, colour, x, yOf(scene, row - up) - up * rim, x, y + up * rim);
}
