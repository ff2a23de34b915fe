import type { GraphEdge } from '../../../src/core/graph/graph.ts';
import type { Arc } from './arc.ts';
import { radiusOf } from './scene.ts';
import type { Scene } from './scene.ts';

interface Strokes {
  readonly lines: Path2D;
  readonly heads: Path2D;
}

/** Edges gathered by colour, so that a thousand of them are a few strokes. */
export class EdgeBatch {
  private readonly plain = new Map<string, Strokes>();
  private readonly highlighted: Strokes = { lines: new Path2D(), heads: new Path2D() };
  private readonly labels: { readonly text: string; readonly x: number; readonly y: number }[] = [];
  private readonly head: number;
  private readonly labelled: boolean;

  constructor(private readonly scene: Scene) {
    const radius = radiusOf(scene);
    this.head = radius < 5 ? 0 : Math.min(6, radius * 0.45);
    this.labelled = radius >= 11;
  }

  /** An edge along a row or a column. */
  add(edge: GraphEdge, colour: string, fromX: number, fromY: number, toX: number, toY: number): void {
    const { lines, heads } = this.strokes(edge, colour);
    lines.moveTo(fromX, fromY);
    lines.lineTo(toX, toY);
    if (this.head > 0) addHead(heads, Math.sign(toX - fromX), Math.sign(toY - fromY), toX, toY, this.head);
    if (this.labelled && edge.label !== '') this.addLabel(edge, fromX, fromY, toX, toY);
  }

  addArc(edge: GraphEdge, colour: string, { fromX, toX, nodeY, laneY, bend }: Arc): void {
    const { lines, heads } = this.strokes(edge, colour);
    lines.moveTo(fromX, nodeY);
    lines.quadraticCurveTo(fromX, laneY, fromX + bend, laneY);
    lines.lineTo(toX - bend, laneY);
    lines.quadraticCurveTo(toX, laneY, toX, nodeY);
    if (this.head > 0) addHead(heads, 0, 1, toX, nodeY, this.head);
    if (this.labelled) this.labels.push({ text: edge.label, x: toX - 13, y: nodeY - 4 });
  }

  draw(context: CanvasRenderingContext2D): void {
    context.globalAlpha = this.scene.highlight === undefined ? 1 : 0.3;
    context.lineWidth = this.head > 0 ? 1.5 : 1;
    for (const [colour, strokes] of this.plain) drawStrokes(context, strokes, colour);
    context.globalAlpha = 1;
  }

  /** The highlighted parameter's edges and the labels, over the nodes. */
  drawOver(context: CanvasRenderingContext2D): void {
    const { theme } = this.scene;
    context.lineWidth = this.head > 0 ? 3 : 2;
    drawStrokes(context, this.highlighted, theme.focus);
    context.fillStyle = theme.foreground;
    context.font = `italic 11px ${theme.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    for (const { text, x, y } of this.labels) context.fillText(text, x, y);
  }

  private strokes(edge: GraphEdge, colour: string): Strokes {
    if (this.scene.highlight !== undefined && edge.parameters.includes(this.scene.highlight)) return this.highlighted;
    const strokes = this.plain.get(colour) ?? { lines: new Path2D(), heads: new Path2D() };
    this.plain.set(colour, strokes);
    return strokes;
  }

  private addLabel(edge: GraphEdge, fromX: number, fromY: number, toX: number, toY: number): void {
    const x = (fromX + toX) / 2;
    const y = (fromY + toY) / 2;
    if (edge.kind !== 'recurrent') this.labels.push({ text: edge.label, x: x + 5, y });
    else if (toX - fromX > 14) this.labels.push({ text: edge.label, x: x - 6, y: y - 9 });
  }
}

function addHead(path: Path2D, directionX: number, directionY: number, x: number, y: number, size: number): void {
  path.moveTo(x, y);
  path.lineTo(x - size * directionX - size * 0.6 * directionY, y - size * directionY - size * 0.6 * directionX);
  path.lineTo(x - size * directionX + size * 0.6 * directionY, y - size * directionY + size * 0.6 * directionX);
  path.closePath();
}

function drawStrokes(context: CanvasRenderingContext2D, { lines, heads }: Strokes, colour: string): void {
  context.strokeStyle = context.fillStyle = colour;
  context.stroke(lines);
  context.fill(heads);
}
