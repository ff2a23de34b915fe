import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { Theme } from '../../shared/theme.ts';
import { useSize } from '../../shared/useSize.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { axisOf, chartHeight, countAxis } from '../plots/chart.ts';
import { dashes } from '../plots/definitions.ts';
import { Swatch } from '../plots/swatch.tsx';
import { points, written } from './curves.ts';
import type { Curve } from './curves.ts';

export interface CurvePlotProps {
  readonly id: string;
  readonly title: string;
  /** What the horizontal axis counts, as a letter, and from where. */
  readonly count: string;
  readonly first: number;
  readonly curves: readonly Curve[];
  /** Said of it to who cannot see it, besides the last values. */
  readonly summary?: string;
}

const powerSteps = [1, 2, 5, 10, 20, 50];

/** Curves over a count on a logarithmic axis, with the values under the cursor, or the last ones. */
export function CurvePlot({ id, title, count, first, curves, summary = '' }: CurvePlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const [cursor, setCursor] = useState<number | null>();
  const longest = Math.max(0, ...curves.map(({ logs }) => logs.length));
  useCurves(frame, curves, theme, first, longest, setCursor);
  const lengths = curves.filter((curve) => points(curve) > 1).map(({ logs }) => logs.length);
  const at = cursor ?? Math.min(longest, ...lengths) - 1; // where each line has a value, but for gaps
  const values = curves.map(({ label, logs }) => `${label}: ${said(logs[at])}`);
  return (
    <article class="plot" data-plot={id}>
      <header><h3>{title}</h3><span class="muted tabular">{count} = {at + first}</span></header>
      <p class="readout">
        {curves.map((curve) => (
          <span key={curve.label} class="entry" data-line={curve.label}>
            <Swatch line={curve} theme={theme} /><span class="name" title={curve.label}>{curve.label}</span> <b class="tabular">{said(curve.logs[at])}</b>
          </span>
        ))}
      </p>
      <div ref={frame} class="chart" role="img" aria-label={`${title}, at ${count} = ${at + first}. ${values.join(', ')}. ${summary}`} />
    </article>
  );
}

const said = (log: number | null | undefined): string => (log === null || log === undefined ? '–' : written(log));

function useCurves(frame: { readonly current: HTMLDivElement | null }, curves: readonly Curve[], theme: Theme, first: number, longest: number, onCursor: (index: number | null | undefined) => void): void {
  const { width } = useSize(frame);
  const chart = useRef<uPlot>(undefined);
  const data: uPlot.AlignedData = [Array.from({ length: longest }, (_, i) => i + first), ...curves.map(({ logs }) => Array.from({ length: longest }, (_, i) => logs[i] ?? null))];
  const lines = curves.map(({ label }) => label).join();
  useLayoutEffect(() => {
    if (width === 0) return;
    chart.current = makeCurves(frame.current!, data, curves, theme, width, onCursor);
    return () => {
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [lines, theme, width]);
  useLayoutEffect(() => chart.current?.setData(data), [curves]);
}

function makeCurves(element: HTMLElement, data: uPlot.AlignedData, curves: readonly Curve[], theme: Theme, width: number, onCursor: (index: number | null | undefined) => void): uPlot {
  return new uPlot({
    width, height: chartHeight, padding: [8, 24, 0, 0], legend: { show: false },
    scales: { x: { time: false }, y: { range: (_, min, max) => decades(min, max) } },
    series: [{}, ...curves.map(({ colour, dash }): uPlot.Series => ({ stroke: theme.lines[colour]!, width: 1.5, dash: [...dashes[dash]!], points: { size: 4, filter: alone } }))],
    axes: [countAxis(theme), axisOf(theme, { values: (_, splits) => splits.map(written), incrs: powerSteps, size: 56 })],
    cursor: { y: false, points: { show: false } },
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx)] },
  }, data, element);
}

/** Points that no line leads to. */
function alone({ data }: uPlot, series: number): number[] {
  const y = data[series]!;
  const there = (i: number): boolean => y[i] !== null && y[i] !== undefined;
  return Array.from(y.keys()).filter((i) => there(i) && !there(i - 1) && !there(i + 1));
}

/** Whole powers of ten around all values, two at least. */
function decades(min: number | null, max: number | null): [number, number] {
  const [from, to] = [Math.floor(min ?? -1), Math.ceil(max ?? 0)];
  return to - from >= 2 ? [from, to] : [from - 1, to + 1];
}
