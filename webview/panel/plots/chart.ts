import uPlot from 'uplot';
import { formatCount } from '../../shared/format.ts';
import type { Theme } from '../../shared/theme.ts';
import { toldApart } from '../../shared/toldApart.ts';
import type { ChartSeries } from './chartData.ts';
import { dashes } from './definitions.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface ChartLook {
  readonly series: readonly ChartSeries[];
  readonly logarithmic: boolean;
  readonly isShare?: boolean;
  readonly theme: Theme;
  readonly width: number;
  /** What the x axis shows; asked for whenever it is drawn. */
  range(): Range;
  onZoom(range: Range | undefined): void;
  /** The x under the cursor; undefined when it left. */
  onCursor(x: number | undefined): void;
}

export const chartHeight = 150;
const shortestDrag = 4;
/** Between two numbers of what is counted: 1, 2, 5, 10, 20, … */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** power)).flat();

/** A uPlot in the theme's colours. The caller destroys it. */
export function makeChart(element: HTMLElement, data: uPlot.AlignedData, look: ChartLook): uPlot {
  return new uPlot({
    width: look.width, height: chartHeight, legend: { show: false }, padding: [8, 24, 0, 0],
    series: [{}, ...look.series.map((series) => lineOf(series, look.theme))],
    axes: [
      countAxis(look.theme),
      axisOf(look.theme, { values: numbers, size: 56, ...(look.logarithmic && { grid: { filter: powersOfTen } }) }),
    ],
    scales: { x: { time: false, range: () => [look.range().from, look.range().to] }, y: verticalScale(look.logarithmic, look.isShare) },
    cursor: cursorOf(look),
    hooks: { setCursor: [(chart) => look.onCursor(xUnderCursor(chart))], setSelect: [(chart) => zoomToSelection(chart, look)] },
  }, data, element);
}

/** Validations are points, and so is what stands alone: uPlot itself shows points by their distance, and one has none. */
function lineOf({ line, faint, point }: ChartSeries, theme: Theme): uPlot.Series {
  return {
    stroke: theme.lines[line.colour]!, width: faint ? 1 : 1.5, alpha: faint ? 0.3 : 1, dash: [...dashes[line.dash]!],
    points: { size: point, fill: theme.background, show: line.table === 'validations', filter: (chart, i, shown) => (shown ? null : alone(chart.data[i]!)) },
  };
}

/** Where a value has no other beside it to which a line would lead; null where there is none. A line passes over what is undefined. */
export function alone(values: uPlot.AlignedData[number]): number[] | null {
  const known = Array.from(values, (value, index) => ({ value, index })).filter(({ value }) => value !== undefined);
  const found = known.filter(({ value }, at) => value !== null && (known[at - 1]?.value ?? null) === null && (known[at + 1]?.value ?? null) === null);
  return found.length === 0 ? null : found.map(({ index }) => index);
}

/** An axis in the theme’s colours. */
export function axisOf(theme: Theme, own: uPlot.Axis): uPlot.Axis {
  const rule = { stroke: theme.grid, width: 1 };
  return { stroke: theme.muted, ticks: { ...rule, size: 4 }, font: `11px ${theme.font}`, gap: 4, ...own, grid: { ...rule, ...own.grid } };
}

/** A horizontal axis of what is counted: steps, rows, lags. */
export const countAxis = (theme: Theme): uPlot.Axis => axisOf(theme, { values: (_, splits) => splits.map(formatCount), incrs: wholeSteps, size: 28 });

/** Numbers of an axis. */
export const numbers = (_: unknown, splits: readonly (number | null)[]): string[] => toldApart(splits);

/** An axis that has room for its numbers, so many pixels at least. */
export const roomFor = (least: number) => (_: unknown, values: readonly (string | null)[] | null): number => Math.max(least, 14 + 6.5 * Math.max(0, ...(values ?? []).map((value) => value?.length ?? 0)));

/** Rules of a logarithmic axis, without the crowd between them. */
function powersOfTen(_: uPlot, splits: number[]): (number | null)[] {
  return splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null));
}

/** uPlot's own ranges, with something to show before there is a value. */
function verticalScale(logarithmic: boolean, isShare = false): uPlot.Scale {
  const most = isShare ? 1.02 : Infinity; // a point at 1 is seen whole
  if (!logarithmic) return { range: (_, min, max) => (min === null || max === null ? [0, 1] : upTo(most, uPlot.rangeNum(min, max, 0.1, true))) };
  return { distr: 3, range: (_, min, max) => (min === null || max === null ? [0.1, 1] : uPlot.rangeLog(min, max, 10, false)) };
}

const upTo = (most: number, [from, to]: uPlot.Range.MinMax): uPlot.Range.MinMax => [from, to === null ? to : Math.min(to, most)];

function cursorOf({ onZoom }: ChartLook): uPlot.Cursor {
  return {
    y: false, points: { show: false }, drag: { x: true, y: false, setScale: false },
    bind: { dblclick: () => () => { onZoom(undefined); return null; } },
  };
}

function xUnderCursor(chart: uPlot): number | undefined {
  const { left = -1 } = chart.cursor;
  return left < 0 ? undefined : chart.posToVal(left, 'x');
}

function zoomToSelection(chart: uPlot, { onZoom }: ChartLook): void {
  const { left, width } = chart.select;
  if (width >= shortestDrag) onZoom({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
