import { useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { axisOf, chartHeight, numbers, roomFor } from '../../panel/plots/chart.ts';
import { dashes } from '../../panel/plots/definitions.ts';
import type { Stroke } from '../../panel/plots/definitions.ts';
import { Swatch } from '../../panel/plots/swatch.tsx';
import { formatNumber } from '../../shared/format.ts';
import type { Theme } from '../../shared/theme.ts';
import { useSize } from '../../shared/useSize.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { axisLabel, labelHeight } from '../axisLabel.ts';
import { lineWidth } from '../lineWidth.ts';
import { showCursor, useCursor } from '../useCursor.ts';

export interface ChartLine extends Stroke {
  readonly label: string;
  /** One for each x; what is not known, or on a logarithmic axis not above 0, is a gap. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  readonly title: string;
  readonly x: readonly number[];
  /** What x is, before its value. */
  readonly xName: string;
  /** What the lines are of. */
  readonly yName: string;
  readonly lines: readonly ChartLine[];
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** An upright rule. */
  readonly mark?: number | undefined;
  /** A level one. */
  readonly level?: number | undefined;
  /** Which x the values are of before the cursor is there; by default the last. */
  readonly at?: number;
  /** Called with the x that was clicked. */
  readonly onPick?: ((x: number) => void) | undefined;
}

/** Lines over x, either axis logarithmic or not, with the values under the cursor, which arrow keys move, too; Enter picks. */
export function Chart(props: ChartProps) {
  const { title, x, xName, lines, at, onPick } = props;
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const { cursor, index, setCursor, slider } = useCursor(x.length, at, onPick && ((point) => onPick(x[point]!)));
  useDrawn(frame, props, theme, cursor, setCursor);
  const where = `${xName} ${formatNumber(x[index] ?? NaN)}`;
  const values = lines.map(({ label, values: all }) => `${label} ${written(all[index])}`);
  return (
    <div>
      <p class="readout">
        {lines.map((line) => (
          <span key={line.label} class="entry" data-line={line.label}><Swatch line={line} theme={theme} />{line.label} <b class="tabular">{written(line.values[index])}</b></span>
        ))}
        <span class="muted tabular">{where}</span>
      </p>
      <div ref={frame} class={onPick ? 'chart pick' : 'chart'} {...slider(onPick ? `${title}. Enter takes this ${xName}.` : title, `${where}: ${values.join(', ')}`)} />
    </div>
  );
}

const written = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : formatNumber(value));

type OnCursor = (index: number | null | undefined) => void;

/** Made anew only where it looks otherwise: other values are put into it, and rules are moved. */
function useDrawn(frame: { readonly current: HTMLDivElement | null }, props: ChartProps, theme: Theme, cursor: number | null | undefined, onCursor: OnCursor): void {
  const { width } = useSize(frame);
  const latest = useRef(props);
  latest.current = props;
  const chart = useRef<uPlot>(undefined);
  const { x, lines, logX, logY, mark, level } = props;
  const strokes = [lineWidth(x.length), ...lines.map(({ colour, dash }) => `${colour} ${dash}`)].join();
  useLayoutEffect(() => {
    if (width === 0) return;
    const made = chart.current = make(frame.current!, latest, theme, width, onCursor);
    return () => {
      made.destroy();
      chart.current = undefined;
    };
  }, [strokes, logX, logY, theme, width]);
  useLayoutEffect(() => chart.current?.setData(dataOf(props)), [x, lines]);
  useLayoutEffect(() => chart.current?.redraw(false), [mark, level]);
  useLayoutEffect(() => showCursor(chart.current, cursor), [cursor]);
}

const logarithm = (value: number | null): number | null => (value === null || !(value > 0) ? null : Math.log10(value));

const dataOf = ({ x, lines, logX, logY }: ChartProps) => [logX ? x.map(logarithm) : x, ...lines.map(({ values }) => (logY ? values.map(logarithm) : values))] as unknown as uPlot.AlignedData;

/** @param latest what is drawn; asked for whenever it is */
function make(element: HTMLElement, latest: { readonly current: ChartProps }, theme: Theme, width: number, onCursor: OnCursor): uPlot {
  const { x, xName, yName, lines, logX = false, logY = false } = latest.current;
  const powers: uPlot.Axis = { values: (_, splits) => splits.map((power) => formatNumber(10 ** power, 3)), incrs: [1, 2, 5, 10, 20, 50, 100] };
  const chart = new uPlot({
    width, height: chartHeight + labelHeight, padding: [8, 28, 0, 0], legend: { show: false },
    scales: { x: { time: false }, y: logY ? { range: (_, least, most) => decades(least, most) } : {} },
    series: [{}, ...lines.map(({ colour, dash }): uPlot.Series => ({ stroke: theme.lines[colour]!, width: lineWidth(x.length), dash: [...dashes[dash]!], points: { size: 4, show: ({ data: [drawn] }) => drawn.length === 1 } }))],
    axes: [axisOf(theme, { size: 28, ...axisLabel(theme, xName), ...(logX && powers) }), axisOf(theme, { values: numbers, size: roomFor(50), ...axisLabel(theme, yName), ...(logY && powers) })],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx)], draw: [(drawn) => rules(drawn, theme, placeOf(latest.current.mark, logX), placeOf(latest.current.level, logY))] },
  }, dataOf(latest.current), element);
  chart.over.addEventListener('click', () => {
    const { idx } = chart.cursor;
    if (idx !== null && idx !== undefined) latest.current.onPick?.(latest.current.x[idx]!);
  });
  return chart;
}

/** Where a rule stands on an axis, if it has a place there. */
const placeOf = (value: number | undefined, logarithmic: boolean): number | undefined => (value === undefined || !logarithmic ? value : logarithm(value) ?? undefined);

/** Whole powers of ten around all values, one at least. */
function decades(least: number | null, most: number | null): [number, number] {
  const [from, to] = [Math.floor(least ?? -1), Math.ceil(most ?? 0)];
  return to > from ? [from, to] : [from - 1, to + 1];
}

function rules({ ctx, bbox, valToPos }: uPlot, { foreground }: Theme, x: number | undefined, y: number | undefined): void {
  ctx.save();
  ctx.strokeStyle = foreground;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  const [left, top] = [x === undefined ? NaN : valToPos(x, 'x', true), y === undefined ? NaN : valToPos(y, 'y', true)];
  if (left >= bbox.left && left <= bbox.left + bbox.width) {
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
  }
  if (top >= bbox.top && top <= bbox.top + bbox.height) {
    ctx.moveTo(bbox.left, top);
    ctx.lineTo(bbox.left + bbox.width, top);
  }
  ctx.stroke();
  ctx.restore();
}
