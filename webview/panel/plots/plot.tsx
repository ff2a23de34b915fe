import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { useSize } from '../../shared/useSize.ts';
import type { Theme } from '../../shared/theme.ts';
import { makeChart } from './chart.ts';
import type { Range } from './chart.ts';
import { chartData, chartSeries } from './chartData.ts';
import type { PlotDefinition, Tables } from './definitions.ts';
import { Readout } from './readout.tsx';
import { cursorKey } from './plotKeys.ts';

export interface PlotProps {
  readonly definition: PlotDefinition;
  readonly tables: Tables;
  readonly theme: Theme;
  readonly smoothing: number;
  readonly logarithmic: boolean;
  /** All steps of the run, and those shown. */
  readonly whole: Range;
  readonly shown: Range;
  readonly cursor: number | undefined;
  onZoom(range: Range | undefined): void;
  onCursor(step: number | undefined): void;
  onLogarithmic(logarithmic: boolean): void;
}

/** A plot over the steps, drawn anew with a `performance` mark named `unfold:chart`: drag to zoom, double-click to see all; with the keyboard, arrows move the cursor, + and − zoom, 0 shows all. */
export function Plot(props: PlotProps) {
  const { definition, tables, theme, logarithmic, shown, whole, cursor, onZoom, onCursor } = props;
  const frame = useRef<HTMLDivElement>(null);
  useChart(frame, props);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cursorKey(event.key, cursor, shown, whole);
    if (!next) return;
    event.preventDefault();
    if ('cursor' in next) onCursor(next.cursor);
    else onZoom(next.zoom);
  };
  return (
    <article class="plot" data-plot={definition.id}>
      <header>
        <h3>{definition.title}{definition.unit && <span class="muted"> ({definition.unit})</span>}</h3>
        <button type="button" class="small" aria-pressed={logarithmic} onClick={() => props.onLogarithmic(!logarithmic)} title="Logarithmic axis">
          log<span class="visually-hidden">arithmic axis of {definition.title}</span>
        </button>
      </header>
      <Readout definition={definition} tables={tables} theme={theme} cursor={cursor} />
      <div ref={frame} class="chart" tabIndex={0} role="application" aria-roledescription="plot" onKeyDown={onKeyDown}
        aria-label={describe(definition.title, shown)} />
    </article>
  );
}

function describe(title: string, { from, to }: Range): string {
  return `${title} over steps ${Math.round(from)} to ${Math.round(to)}. Arrow keys move the cursor, plus and minus zoom, 0 shows all.`;
}

function useChart(frame: { readonly current: HTMLDivElement | null }, props: PlotProps): void {
  const { definition, tables, theme, smoothing, logarithmic, shown, cursor } = props;
  const latest = useRef(props);
  latest.current = props;
  const chart = useRef<uPlot>(undefined);
  const { width } = useSize(frame);
  const data = useMemo(
    () => chartData(definition.lines, tables, { smoothing, logarithmic, ...shown, width }),
    [definition, tables.steps, tables.validations, smoothing, logarithmic, shown.from, shown.to, width],
  );
  const lines = definition.lines.map(({ column }) => column).join();
  useLayoutEffect(() => {
    if (width === 0) return;
    const made = makeChart(frame.current!, data, {
      series: chartSeries(definition.lines, smoothing), logarithmic, isShare: definition.isShare === true, theme, width,
      range: () => latest.current.shown,
      onZoom: (range) => latest.current.onZoom(range),
      onCursor: (step) => latest.current.onCursor(step === undefined ? undefined : Math.round(step)),
    });
    chart.current = made;
    performance.mark('unfold:chart');
    return () => {
      made.destroy();
      chart.current = undefined;
    };
  }, [lines, smoothing > 0, logarithmic, theme, width]);
  useLayoutEffect(() => {
    if (!chart.current) return;
    if (chart.current.data !== data) chart.current.setData(data);
    showCursor(chart.current, cursor);
  });
}

/** The line under the cursor, wherever the cursor is: over this plot, over another, or moved by keys. */
function showCursor(chart: uPlot, cursor: number | undefined): void {
  const left = cursor === undefined ? -10 : chart.valToPos(cursor, 'x');
  chart.setCursor({ left, top: cursor === undefined ? -10 : 0 }, false);
}
