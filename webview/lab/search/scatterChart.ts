import uPlot from 'uplot';
import { searchable } from '../../../src/protocol/search.ts';
import type { SearchedName } from '../../../src/protocol/search.ts';
import { axisOf, numbers, roomFor } from '../../panel/plots/chart.ts';
import type { Theme } from '../../shared/theme.ts';
import { axisLabel } from '../axisLabel.ts';
import type { Measure } from './measure.ts';
import { names } from './names.ts';
import { byFactors, evenly, nearest } from './scatterData.ts';
import type { Point } from './scatterData.ts';
import { ticksBetween, ticksByFactors } from './ticks.ts';

export interface Shown {
  readonly points: readonly Point[];
  readonly chosen: number | undefined;
}

interface Look {
  readonly name: SearchedName;
  readonly measure: Measure;
  readonly theme: Theme;
  readonly width: number;
  /** What is there to be drawn; asked for whenever it is. */
  shown(): Shown;
  onCursor(trial: number | undefined): void;
  onChoose(trial: number): void;
}

const height = 240;

/** Points on axes: uPlot has the axes and the cursor, the shapes are drawn here. The caller sets the data and destroys it. */
export function makeScatter(element: HTMLElement, { name, measure, theme, width, shown, onCursor, onChoose }: Look): uPlot {
  const isByFactors = searchable[name].scale === 'factors';
  const under = (chart: uPlot) => nearest(shown().points, ({ x, y }) => [chart.valToPos(x, 'x'), chart.valToPos(y, 'y')], chart.cursor.left ?? -100, chart.cursor.top ?? -100)?.trial;
  return new uPlot({
    width, height, padding: [12, 24, 0, 0], legend: { show: false },
    scales: {
      x: { time: false, ...(isByFactors && { distr: 3 as const }), range: () => (isByFactors ? byFactors : evenly)(shown().points.map(({ x }) => x)) },
      y: { ...(!measure.isShare && { distr: 3 as const }), range: () => (measure.isShare ? evenly : byFactors)(shown().points.map(({ y }) => y)) },
    },
    series: [{}, { paths: () => null, points: { show: false } }],
    axes: [
      axisOf(theme, { values: numbers, size: 28, splits: splitsBy(isByFactors ? ticksByFactors : ticksBetween), filter: (_, splits) => splits, ...axisLabel(theme, names[name]) }),
      axisOf(theme, { values: (_, splits) => measure.ticks(splits), size: roomFor(46), splits: splitsBy(measure.isShare ? ticksFrom0 : ticksByFactors), filter: (_, splits) => splits, ...axisLabel(theme, measure.ofValidation) }),
    ],
    cursor: {
      y: false, x: false, points: { show: false }, drag: { x: false, y: false },
      bind: { click: (chart, _, handle) => (event: MouseEvent) => { handle(event); const trial = under(chart); if (trial !== undefined) onChoose(trial); return null; } },
    },
    hooks: { draw: [(chart) => drawPoints(chart, shown(), theme, measure)], setCursor: [(chart) => onCursor(under(chart))] },
  }, dataOf(shown().points), element);
}

const ticksFrom0: typeof ticksBetween = (from, to) => ticksBetween(Math.max(0, from), to);

const splitsBy = (ticks: typeof ticksBetween) => (_: uPlot, __: number, from: number, to: number): number[] => ticks(from, to);

export const dataOf = (points: readonly Point[]): uPlot.AlignedData => [points.map(({ x }) => x), points.map(({ y }) => y)];

/** Told apart by shape, not by colour alone: full, hollow, a diamond for what is set, a ring for the best, a square for the chosen one. */
function drawPoints(chart: uPlot, { points, chosen }: Shown, theme: Theme, { isShare }: Measure): void {
  const { ctx } = chart;
  const [colour, bestColour, setColour] = theme.lines as [string, string, string];
  const stroke = (path: Path2D, style: string, width: number) => { ctx.strokeStyle = style; ctx.lineWidth = width * uPlot.pxRatio; ctx.stroke(path); };
  ctx.save();
  for (const point of points) {
    if (!(isShare || point.y > 0) || !Number.isFinite(chart.valToPos(point.x, 'x', true))) continue; // 0 has no place on an axis of factors
    const at = [chart.valToPos(point.x, 'x', true), chart.valToPos(point.y, 'y', true)] as const;
    const dot = circle(at, 3.5);
    ctx.fillStyle = colour;
    if (!point.isGivenUp) ctx.fill(dot);
    stroke(dot, colour, 1);
    if (point.trial === 0) stroke(polygon(at, 8, 0), setColour, 2);
    if (point.isBest) stroke(circle(at, 7), bestColour, 2);
    if (point.trial === chosen) stroke(polygon(at, 14, Math.PI / 4), theme.foreground, 1.5);
  }
  ctx.restore();
}

type Place = readonly [x: number, y: number];

function circle([x, y]: Place, radius: number): Path2D {
  const path = new Path2D();
  path.arc(x, y, radius * uPlot.pxRatio, 0, 2 * Math.PI);
  return path;
}

/** A square on its tip, turned. */
function polygon([x, y]: Place, radius: number, turned: number): Path2D {
  const path = new Path2D();
  for (let corner = 0; corner < 4; corner++) {
    const angle = turned + corner * Math.PI / 2;
    path.lineTo(x + Math.cos(angle) * radius * uPlot.pxRatio, y + Math.sin(angle) * radius * uPlot.pxRatio);
  }
  path.closePath();
  return path;
}
