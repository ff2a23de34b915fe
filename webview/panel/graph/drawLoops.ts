import type { GraphEdge } from '../../../src/core/graph/graph.ts';
import { css } from '../../shared/theme.ts';
import { edgeColour } from './colouring.ts';
import { plotWidth, radiusOf, xOf, yOf } from './scene.ts';
import type { Scene } from './scene.ts';

interface Lane {
  /** 1 right of the node, −1 left. */
  readonly side: 1 | -1;
  /** How many lanes are within it on that side. */
  readonly number: number;
  /** Of those from the same node: the one with room beside it for its name. */
  readonly isLast: boolean;
  /** From lane to lane, in pixels. */
  readonly gap: number;
}

/** What is written beside the outermost lane, in pixels at most. */
const labelRoom = 100;

/**
 * The recurrent edges of the folded graph: loops with a black square for the delay (figure 10.2). Forward in time right of the node,
 * backward left of it; a second one on the other side, and so on, each further out. Fade as the graph unfolds.
 */
export function drawLoops(context: CanvasRenderingContext2D, scene: Scene): void {
  const loops = scene.folded.edges.filter(({ delay }) => delay !== 0);
  context.save();
  for (const edge of loops) {
    const highlighted = scene.highlight !== undefined && edge.parameters.includes(scene.highlight);
    context.globalAlpha = (1 - scene.progress) * (scene.highlight === undefined || highlighted ? 1 : 0.3);
    context.strokeStyle = context.fillStyle = highlighted ? scene.theme.focus : loopColour(scene, edge);
    context.lineWidth = highlighted ? 3 : 1.5;
    const same = loops.filter(({ to }) => to === edge.to);
    const order = same.indexOf(edge);
    drawLoop(context, scene, edge, { side: (order % 2 === 0) === edge.delay > 0 ? 1 : -1, number: Math.floor(order / 2), isLast: isLast(same, order), gap: laneGap(scene, same.length) });
  }
  context.restore();
}

function loopColour(scene: Scene, edge: GraphEdge): string {
  const position = scene.colouring?.edge(edge, scene.t);
  return position === undefined ? scene.theme.border : css(edgeColour(scene.theme, position));
}

const isLast = (same: readonly GraphEdge[], order: number): boolean => !same.some(({ from }, other) => from === same[order]!.from && other > order && other % 2 === order % 2);

/** Many lanes stand closer, so that the outermost is in sight; where there is no room for its name they stand as close as they may. */
const laneGap = (scene: Scene, loops: number): number => Math.max(2, Math.min(1.1 * radiusOf(scene), (plotWidth(scene) / 2 - 3 * radiusOf(scene) - labelRoom) / Math.ceil(loops / 2)));

function drawLoop(context: CanvasRenderingContext2D, scene: Scene, edge: GraphEdge, { side, number, isLast, gap }: Lane): void {
  const radius = radiusOf(scene);
  const x = xOf(scene, scene.t);
  const [fromY, toY] = edge.rows.map((row) => yOf(scene, row)) as [number, number];
  const y = (fromY + toY) / 2;
  const [near, out] = [x + side * radius * 0.8, x + side * (radius * 3.6 + 1.36 * gap * number)];
  context.beginPath();
  context.moveTo(near, fromY - radius * 0.6);
  context.bezierCurveTo(out, fromY - radius * 1.6, out, toY + radius * 1.6, near, toY + radius * 0.6);
  context.setLineDash(edge.kind === 'choice' ? [4, 3] : []);
  context.stroke();
  context.setLineDash([]);
  drawArrowHead(context, near, toY + radius * 0.6, side, radius * 0.45);
  const square = Math.max(7, radius * 0.55);
  const middle = x + side * (radius * 2.9 + gap * number);
  context.fillStyle = scene.theme.foreground;
  context.fillRect(middle - square / 2, y - square / 2, square, square);
  context.font = `italic 12px ${scene.theme.font}`;
  context.textBaseline = 'middle';
  if (isLast) {
    context.textAlign = side === 1 ? 'left' : 'right';
    context.fillText(edge.label, middle + side * square, y);
  }
}

/** Points to the node and a little up, as the loop comes in. */
function drawArrowHead(context: CanvasRenderingContext2D, x: number, y: number, side: 1 | -1, size: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + side * size * 1.1, y - size * 0.35);
  context.lineTo(x + side * size * 0.7, y + size * 0.9);
  context.closePath();
  context.fill();
}
