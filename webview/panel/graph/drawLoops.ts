import type { GraphEdge } from '../../../src/core/graph/graph.ts';
import { css } from '../../shared/theme.ts';
import { edgeColour } from './colouring.ts';
import { radiusOf, xOf, yOf } from './scene.ts';
import type { Scene } from './scene.ts';

/**
 * The recurrent edges of the folded graph: a loop with a black square, a delay of one step (figure 10.2). To the right forward in time,
 * to the left backward. Fades as the graph unfolds.
 */
export function drawLoops(context: CanvasRenderingContext2D, scene: Scene): void {
  context.save();
  for (const edge of scene.folded.edges.filter(({ delay }) => delay !== 0)) {
    const highlighted = scene.highlight !== undefined && edge.parameters.includes(scene.highlight);
    context.globalAlpha = (1 - scene.progress) * (scene.highlight === undefined || highlighted ? 1 : 0.3);
    context.strokeStyle = context.fillStyle = highlighted ? scene.theme.focus : loopColour(scene, edge);
    context.lineWidth = highlighted ? 3 : 1.5;
    drawLoop(context, scene, edge);
  }
  context.restore();
}

function loopColour(scene: Scene, edge: GraphEdge): string {
  const position = scene.colouring?.edge(edge, scene.t);
  return position === undefined ? scene.theme.border : css(edgeColour(scene.theme, position));
}

function drawLoop(context: CanvasRenderingContext2D, scene: Scene, edge: GraphEdge): void {
  const radius = radiusOf(scene);
  const x = xOf(scene, scene.t);
  const [fromY, toY] = edge.rows.map((row) => yOf(scene, row)) as [number, number];
  const y = (fromY + toY) / 2;
  const side = Math.sign(edge.delay);
  const near = x + side * radius * 0.8;
  const out = x + side * radius * 3.6;
  context.beginPath();
  context.moveTo(near, fromY - radius * 0.6);
  context.bezierCurveTo(out, fromY - radius * 1.6, out, toY + radius * 1.6, near, toY + radius * 0.6);
  context.stroke();
  drawArrowHead(context, near, toY + radius * 0.6, side * radius * 0.45);
  const square = Math.max(7, radius * 0.55);
  const middle = x + side * radius * 2.9;
  context.fillStyle = scene.theme.foreground;
  context.fillRect(middle - square / 2, y - square / 2, square, square);
  context.font = `italic 12px ${scene.theme.font}`;
  context.textAlign = side > 0 ? 'left' : 'right';
  context.textBaseline = 'middle';
  context.fillText(edge.label, middle + side * square, y);
}

/** Points to the node and a little up, as the loop comes in. @param size pixels, negative for a loop to the left */
function drawArrowHead(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  const height = Math.abs(size);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + size * 1.1, y - height * 0.35);
  context.lineTo(x + size * 0.7, y + height * 0.9);
  context.closePath();
  context.fill();
}
