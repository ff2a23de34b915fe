import type uPlot from 'uplot';
import { roomFor } from '../panel/plots/chart.ts';

type Numbers = readonly (string | null)[] | null;

/** The left edge of charts that stand below each other: that of all has room for the longest of their numbers, so that their rows stand below each other, too. */
export interface LeftEdge {
  /** Of the vertical axis of one of them, in pixels. Where it becomes another, the others are drawn anew. */
  readonly size: (chart: Pick<uPlot, 'redraw'>, values: Numbers) => number;
  /** One of them is gone, even if it is drawn once more. */
  readonly leave: (chart: Pick<uPlot, 'redraw'>) => void;
}

/** @param least pixels */
export function leftEdge(least: number): LeftEdge {
  const room = roomFor(least);
  const needs = new Map<Pick<uPlot, 'redraw'>, number>();
  const gone = new WeakSet<Pick<uPlot, 'redraw'>>(); // one that was to be drawn anew is, by uPlot in a microtask, even where it was destroyed meanwhile
  const widest = (): number => Math.max(least, ...needs.values());
  const change = (chart: Pick<uPlot, 'redraw'>, how: () => void): void => {
    const before = widest();
    how();
    if (widest() !== before) for (const other of needs.keys()) if (other !== chart) other.redraw(true, true);
  };
  return {
    size: (chart, values) => {
      if (values && !gone.has(chart)) change(chart, () => needs.set(chart, room(chart, values)));
      return widest();
    },
    leave: (chart) => {
      gone.add(chart);
      change(chart, () => needs.delete(chart));
    },
  };
}
