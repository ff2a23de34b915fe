import { columnsInSight } from './columnsInSight.ts';
import { drawColumnLabels, drawRowNames } from './drawLabels.ts';
import { drawLoops } from './drawLoops.ts';
import { drawNodes } from './drawNodes.ts';
import { EdgeBatch } from './edgeBatch.ts';
import { placeEdge } from './placeEdge.ts';
import { footer, gutter, xOf } from './scene.ts';
import type { DrawnColumn, Scene } from './scene.ts';

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

/** Behind the column looked at. */
function drawBand(context: CanvasRenderingContext2D, scene: Scene): void {
  const width = Math.max(2, scene.viewport.columnWidth) * scene.progress;
  context.fillStyle = scene.theme.band;
  context.fillRect(xOf(scene, scene.t) - width / 2, 0, width, scene.height - footer / 2);
}

/** Every edge stands with the column where it ends; one that spans all steps passes through, wherever that is. */
function gatherEdges(scene: Scene, columns: readonly DrawnColumn[]): EdgeBatch {
  const batch = new EdgeBatch(scene);
  for (const { t, edges } of columns) for (const edge of edges) placeEdge(batch, scene, edge, t);
  const last = scene.tau - 1;
  if (scene.progress === 0 || columns.some(({ t }) => t === last)) return batch;
  for (const edge of scene.column(last).edges.filter(({ delay }) => delay > 1)) placeEdge(batch, scene, edge, last);
  return batch;
}
