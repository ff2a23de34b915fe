import uPlot from 'uplot';
import type { Table } from '../table.ts';
import { decimate } from './decimate.ts';
import type { Lines } from './decimate.ts';
import type { Line, Tables } from './definitions.ts';
import { smooth } from './smoothing.ts';

const mostBacked = 2;

export interface ChartOptions {
  readonly smoothing: number;
  readonly logarithmic: boolean;
  readonly from: number;
  readonly to: number;
  /** Width of the plot in pixels. */
  readonly width: number;
}

/**
 * What uPlot draws: the lines as smoothed; where they are smoothed, also the training lines as they are, before them.
 * The order is that of `chartSeries`.
 */
export function chartData(lines: readonly Line[], tables: Tables, options: ChartOptions): uPlot.AlignedData {
  const parts = (['steps', 'validations'] as const)
    .map((name) => tableLines(lines.filter(({ table }) => table === name), tables[name], options))
    .filter(({ ys }) => ys.length > 0);
  return parts.length === 0 ? [[]] : uPlot.join(parts.map(({ x, ys }) => [x, ...ys]));
}

/** Shares of right answers are often equal, and are then rings around each other; other lines of a validation have points of one size. */
const isShare = ({ column }: Line): boolean => column.startsWith('metrics.');

export interface ChartSeries {
  readonly line: Line;
  /** Whether it is the values as they are, behind the smoothed ones. */
  readonly faint: boolean;
  /** Pixels that a point is wide. */
  readonly point: number;
}

/** The lines in the order of `chartData`. Points of shares are the wider, the more are drawn over them. */
export function chartSeries(lines: readonly Line[], smoothing: number): ChartSeries[] {
  const of = (table: Line['table'], faint = false) => lines.filter((line) => line.table === table).map((line) => ({ line, faint, point: 6 }));
  const faint = of('steps', true);
  const validations = of('validations').map((series, index, { length }) => ({ ...series, point: isShare(series.line) ? Math.min(12, 4 + 4 * (length - 1 - index)) : 4 }));
  return [...(isBacked(faint, smoothing) ? faint : []), ...of('steps'), ...validations];
}

function tableLines(lines: readonly Line[], table: Table, { smoothing, logarithmic, from, to, width }: ChartOptions): Lines {
  const raw = lines.map(({ column }) => table.column(column));
  const smoothed = lines[0]?.table === 'steps' ? raw.map((values) => smooth(values, smoothing)) : raw;
  const shown = lines[0]?.table === 'steps' && isBacked(lines, smoothing) ? [...raw, ...smoothed] : smoothed;
  const thinned = decimate(table.column('step'), shown, from, to, Math.max(1, Math.round(width)));
  return logarithmic ? { ...thinned, ys: thinned.ys.map((y) => y.map(positive)) } : thinned;
}

/** Values as they are stand behind smoothed ones, but not behind so many that they hide each other. @param training lines, which alone are smoothed */
function isBacked(training: readonly unknown[], smoothing: number): boolean {
  return smoothing > 0 && training.length <= mostBacked;
}

/** A logarithmic axis has no place for zero. */
function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null;
}
