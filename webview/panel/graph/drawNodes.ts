import type { GraphNode } from '../../../src/core/graph/graph.ts';
import { css, inkOn } from '../../shared/theme.ts';
import type { Rgb } from '../../shared/theme.ts';
import { nodeColour } from './colouring.ts';
import { radiusOf, roundFrom, rowHeight, xOf, yOf } from './scene.ts';
import type { DrawnColumn, Scene } from './scene.ts';

/** From this radius it holds its name. */
const namedFrom = 12;

export function drawNodes(context: CanvasRenderingContext2D, scene: Scene, columns: readonly DrawnColumn[]): void {
  const radius = radiusOf(scene);
  for (const { t, nodes } of columns) for (const node of nodes) {
    if (radius >= roundFrom) drawCircle(context, scene, node, t, radius);
    else drawCell(context, scene, node, t);
  }
}

function drawCircle(context: CanvasRenderingContext2D, scene: Scene, node: GraphNode, t: number, radius: number): void {
  const fill = fillOf(scene, node, t);
  const emphasised = isHighlighted(scene, node) || node.id === scene.hovered;
  context.beginPath();
  context.arc(xOf(scene, node.column), yOf(scene, node.row), radius, 0, 2 * Math.PI);
  context.fillStyle = css(fill ?? scene.theme.neutral);
  context.fill();
  context.lineWidth = emphasised ? 3 : 1;
  context.strokeStyle = emphasised ? scene.theme.focus : fill ? scene.theme.foreground : scene.theme.muted;
  context.stroke();
  if (radius >= namedFrom) drawName(context, scene, node, radius, fill);
}

function drawName(context: CanvasRenderingContext2D, scene: Scene, { label, column, row }: GraphNode, radius: number, fill: Rgb | undefined): void {
  context.fillStyle = fill ? inkOn(fill) : scene.theme.foreground;
  context.font = `${Math.round(radius * 0.72)}px ${scene.theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label, xOf(scene, column), yOf(scene, row), radius * 1.9);
}

function drawCell(context: CanvasRenderingContext2D, scene: Scene, node: GraphNode, t: number): void {
  const height = Math.min(14, rowHeight(scene) * 0.5);
  const width = cellWidth(scene.viewport.columnWidth);
  const fill = fillOf(scene, node, t);
  const [left, top] = [xOf(scene, node.column) - width / 2, yOf(scene, node.row) - height / 2];
  context.fillStyle = scene.theme.grid;
  context.fillRect(left, top - 1, width, height + 2); // seen, too, where it has the colour of nothing
  if (!fill && !isHighlighted(scene, node)) return;
  context.fillStyle = isHighlighted(scene, node) ? scene.theme.focus : css(fill!);
  context.fillRect(left, top, width, height);
}

/** Wide ones stand apart; narrow ones overlap a little, or the gaps between would make a pattern. */
const cellWidth = (columnWidth: number): number => (columnWidth > 4 ? 0.8 * columnWidth : columnWidth > 1 ? columnWidth + 0.5 : 1);

function fillOf(scene: Scene, node: GraphNode, t: number): Rgb | undefined {
  const position = scene.colouring?.node(node, t);
  return position === undefined ? undefined : nodeColour(scene.theme, position);
}

function isHighlighted({ highlight }: Scene, { parameters }: GraphNode): boolean {
  return highlight !== undefined && parameters.includes(highlight);
}
