import type { GraphEdge } from '../../../src/core/graph/graph.ts';
import type { Arc } from './arc.ts';
import { radiusOf } from './scene.ts';
import type { Scene } from './scene.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of an edge from the middle of a node to that of another: a line, straight or with corners, or a curve with two control points. */
export type Route = readonly [Point, Point] | readonly [Point, Point, Point] | readonly [Point, Point, Point, Point];

interface Strokes {
  readonly colour: string;
  /** Of edges over which no gradient flows. */
  readonly dashed: boolean;
  readonly lines: Path2D;
  readonly heads: Path2D;
}

export interface Label extends Point {
  readonly text: string;
}

const strokesOf = (colour: string, dashed = false): Strokes => ({ colour, dashed, lines: new Path2D(), heads: new Path2D() });

const labelHeight = 10;
/** Labels of a column come one after another: no more of them can be in each other's way. */
const labelsNear = 24;

/** Edges gathered by how they are drawn, so that a thousand of them are a few strokes. */
export class EdgeBatch {
  private readonly plain = new Map<string, Strokes>();
  private readonly highlighted: Strokes;
  private readonly labels: Label[] = [];
  private readonly labelledEnds = new Set<string>();
  private readonly head: number;
  private readonly labelled: boolean;

  constructor(private readonly scene: Scene) {
    const radius = radiusOf(scene);
    this.head = radius < 5 ? 0 : Math.min(6, radius * 0.45);
    this.labelled = radius >= 11;
    this.highlighted = strokesOf(scene.theme.focus);
  }

  /** @param rim of both nodes, where the edge begins and ends */
  add(edge: GraphEdge, colour: string, route: Route, rim: number): void {
    const { lines, heads } = this.strokes(edge, colour);
    const start = towards(route[0], route[1], rim);
    const end = towards(route.at(-1)!, route.at(-2)!, rim);
    lines.moveTo(start.x, start.y);
    if (route.length === 4) lines.bezierCurveTo(route[1].x, route[1].y, route[2].x, route[2].y, end.x, end.y);
    else for (const { x, y } of [...route.slice(1, -1), end]) lines.lineTo(x, y);
    if (this.head > 0) addHead(heads, route.at(-2)!, end, this.head);
    const shared = `${edge.to} ${edge.parameters.join()}`; // one name is enough for a parameter on its way into a node
    if (!this.labelled || edge.label === '' || this.labelledEnds.has(shared)) return;
    this.labelledEnds.add(shared);
    this.addLabel(edge, route, Math.abs(end.x - start.x));
  }

  addArc(edge: GraphEdge, colour: string, { fromX, toX, nodeY, laneY, bend }: Arc): void {
    const { lines, heads } = this.strokes(edge, colour);
    lines.moveTo(fromX, nodeY);
    lines.quadraticCurveTo(fromX, laneY, fromX + bend, laneY);
    lines.lineTo(toX - bend, laneY);
    lines.quadraticCurveTo(toX, laneY, toX, nodeY);
    if (this.head > 0) addHead(heads, { x: toX, y: laneY }, { x: toX, y: nodeY }, this.head);
    if (this.labelled) this.labels.push({ text: edge.label, x: toX - 13, y: nodeY - 4 });
  }

  draw(context: CanvasRenderingContext2D): void {
    context.globalAlpha = this.scene.highlight === undefined ? 1 : 0.3;
    context.lineWidth = this.head > 0 ? 1.5 : strokeWidth(this.scene);
    for (const strokes of this.plain.values()) drawStrokes(context, strokes);
    context.globalAlpha = 1;
  }

  /** The highlighted parameter's edges and the labels, over the nodes. */
  drawOver(context: CanvasRenderingContext2D): void {
    const { theme } = this.scene;
    context.lineWidth = this.head > 0 ? 3 : 2;
    drawStrokes(context, this.highlighted);
    context.fillStyle = theme.foreground;
    context.font = `italic 11px ${theme.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.strokeStyle = theme.background;
    context.lineWidth = 3;
    context.lineJoin = 'round';
    for (const { text, x, y } of beside(this.labels, (text) => context.measureText(text).width)) {
      context.strokeText(text, x, y); // it can be read on any edge
      context.fillText(text, x, y);
    }
  }

  private strokes(edge: GraphEdge, colour: string): Strokes {
    if (this.scene.highlight !== undefined && edge.parameters.includes(this.scene.highlight)) return this.highlighted;
    const dashed = edge.kind === 'choice';
    const strokes = this.plain.get(`${colour} ${dashed}`) ?? strokesOf(colour, dashed);
    this.plain.set(`${colour} ${dashed}`, strokes);
    return strokes;
  }

  /** Beside what stands, over what lies; to the left of a curve to the left. @param width between its ends */
  private addLabel({ label: text, rows: [fromRow, toRow] }: GraphEdge, route: Route, width: number): void {
    const { x, y } = labelled(route, Math.abs(toRow - fromRow));
    const stands = route.length === 3 ? route[1].x === route[2].x : width < 1;
    if (stands) this.labels.push({ text, x: x < route[0].x ? x - 12 : x + 5, y });
    else if (width > 14) this.labels.push({ text, x: x - 6, y: y - 9 });
  }
}

/** Lines nearer than two pixels are a surface: each as wide as its column, and a little more, or the gaps between would make a pattern. */
const strokeWidth = ({ viewport: { columnWidth } }: Scene): number => (columnWidth > 1 && columnWidth < 2 ? columnWidth + 0.5 : 1);

/** As they are drawn one after another: each to the right of those that already stand where it would. */
export function beside(labels: readonly Label[], widthOf: (text: string) => number): Label[] {
  const placed: (Label & { readonly end: number })[] = [];
  for (const label of labels) {
    const near = placed.slice(-labelsNear).filter(({ y }) => Math.abs(y - label.y) < labelHeight);
    let { x } = label;
    const width = widthOf(label.text);
    for (const other of near.sort((a, b) => a.x - b.x)) if (x < other.end && other.x < x + width) x = other.end + 2;
    placed.push({ ...label, x, end: x + width });
  }
  return placed;
}

/** The middle of a line, of one with a corner that of the part after it; of a curve, which goes around nodes, the middle of the way between its last two rows, where none is. */
function labelled(route: Route, rows: number): Point {
  const [from, to] = [route.at(-2)!, route.at(-1)!];
  if (route.length < 4) return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const u = 1 - 0.5 / rows;
  const of = (axis: 'x' | 'y'): number => (1 - u) ** 3 * route[0][axis] + 3 * u * (1 - u) ** 2 * route[1][axis] + 3 * u ** 2 * (1 - u) * from[axis] + u ** 3 * to[axis];
  return { x: of('x'), y: of('y') };
}

/** The point that lies so far from the first on the way to the second. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length === 0 ? from : { x: from.x + ((to.x - from.x) / length) * distance, y: from.y + ((to.y - from.y) / length) * distance };
}

function addHead(path: Path2D, from: Point, tip: Point, size: number): void {
  const back = towards(tip, from, size);
  const [dx, dy] = [tip.x - back.x, tip.y - back.y];
  path.moveTo(tip.x, tip.y);
  path.lineTo(back.x - 0.6 * dy, back.y + 0.6 * dx);
  path.lineTo(back.x + 0.6 * dy, back.y - 0.6 * dx);
  path.closePath();
}

function drawStrokes(context: CanvasRenderingContext2D, { colour, dashed, lines, heads }: Strokes): void {
  context.strokeStyle = context.fillStyle = colour;
  context.setLineDash(dashed ? [4, 3] : []);
  context.stroke(lines);
  context.setLineDash([]);
  context.fill(heads);
}
