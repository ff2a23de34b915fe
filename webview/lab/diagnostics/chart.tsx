import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { axisOf, chartHeight, numbers } from '../../panel/plots/chart.ts';
import { dashes } from '../../panel/plots/definitions.ts';
import type { Stroke } from '../../panel/plots/definitions.ts';
import { Swatch } from '../../panel/plots/swatch.tsx';
import { formatNumber } from '../../shared/format.ts';
import type { Theme } from '../../shared/theme.ts';
import { useSize } from '../../shared/useSize.ts';
import { useTheme } from '../../shared/useTheme.ts';

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

/** Lines over x, either axis logarithmic or not, with the values under the cursor. */
export function Chart(props: ChartProps) {
  const { title, x, xName, lines, at = x.length - 1 } = props;
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const [cursor, setCursor] = useState<number | null>();
  useDrawn(frame, props, theme, setCursor);
  const index = Math.min(cursor ?? at, x.length - 1);
  const values = lines.map(({ label, values: all }) => `${label} ${written(all[index])}`);
  return (
    <div>
      <p class="readout">
        {lines.map((line) => (
          <span key={line.label} class="entry" data-line={line.label}><Swatch line={line} theme={theme} />{line.label} <b class="tabular">{written(line.values[index])}</b></span>
        ))}
        <span class="muted tabular">{xName} {formatNumber(x[index] ?? NaN)}</span>
      </p>
      <div ref={frame} class={props.onPick ? 'chart pick' : 'chart'} role="img" aria-label={`${title}. At ${xName} ${formatNumber(x[index] ?? NaN)}: ${values.join(', ')}.`} />
    </div>
  );
}

const written = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : formatNumber(value));

function useDrawn(frame: { readonly current: HTMLDivElement | null }, props: ChartProps, theme: Theme, onCursor: (index: number | null | undefined) => void): void {
  const { width } = useSize(frame);
  const latest = useRef(props);
  latest.current = props;
  const { x, lines, mark, level } = props;
  useLayoutEffect(() => {
    if (width === 0) return;
    const chart = make(frame.current!, latest, theme, width, onCursor);
    return () => chart.destroy();
  }, [x, lines, mark, level, theme, width]);
}

const logarithm = (value: number | null): number | null => (value === null || !(value > 0) ? null : Math.log10(value));

function make(element: HTMLElement, latest: { readonly current: ChartProps }, theme: Theme, width: number, onCursor: (index: number | null | undefined) => void): uPlot {
  const { x, lines, logX = false, logY = false, mark, level } = latest.current;
  const data = [logX ? x.map((value) => logarithm(value)!) : [...x], ...lines.map(({ values }) => (logY ? values.map(logarithm) : [...values]))] as uPlot.AlignedData;
  const powers: uPlot.Axis = { values: (_, splits) => splits.map((power) => formatNumber(10 ** power, 3)), incrs: [1, 2, 5, 10, 20, 50, 100] };
  const upright = mark === undefined || !(mark > 0) && logX ? undefined : logX ? Math.log10(mark) : mark;
  const flat = level === undefined || !(level > 0) && logY ? undefined : logY ? Math.log10(level) : level;
  const chart = new uPlot({
    width, height: chartHeight, padding: [8, 28, 0, 0], legend: { show: false },
    scales: { x: { time: false }, y: logY ? { range: (_, least, most) => decades(least, most) } : {} },
    series: [{}, ...lines.map(({ colour, dash }): uPlot.Series => ({ stroke: theme.lines[colour]!, width: 1.5, dash: [...dashes[dash]!], points: { size: 4, show: x.length === 1 } }))],
    axes: [axisOf(theme, { size: 28, ...(logX && powers) }), axisOf(theme, { values: numbers, size: 56, ...(logY && powers) })],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx)], draw: [(drawn) => rules(drawn, theme, upright, flat)] },
  }, data, element);
  chart.over.addEventListener('click', () => {
    const { idx } = chart.cursor;
    if (idx !== null && idx !== undefined) latest.current.onPick?.(x[idx]!);
  });
  return chart;
}

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
