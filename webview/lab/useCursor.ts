import { useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { cursorKey } from '../panel/plots/plotKeys.ts';

/** Where a key moves the cursor over so many points: arrows as in every plot, with Shift by one, Home and End to the ends; undefined for any other key. */
export function indexAfter({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, index: number, count: number): number | undefined {
  const all = { from: 0, to: count - 1 };
  if (key === 'Home') return all.from;
  if (key === 'End') return all.to;
  const move = cursorKey(key, index, all, all);
  if (!move || !('cursor' in move)) return undefined;
  return shiftKey ? index + Math.sign(move.cursor - index) : move.cursor;
}

/**
 * The point of a chart whose values are written: under the pointer, or where the keys moved to. For whoever does not see it, the chart is a
 * slider over its points, whose value is read out.
 * @param usual that of neither @param onEnter called with the point when Enter is pressed
 */
export function useCursor(count: number, usual = count - 1, onEnter?: (index: number) => void) {
  const [cursor, setCursor] = useState<number | null>();
  const index = Math.max(0, Math.min(cursor ?? usual, count - 1));
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = indexAfter(event, index, count);
    if (next === undefined && !(event.key === 'Enter' && onEnter)) return;
    event.preventDefault();
    if (next === undefined) onEnter?.(index);
    else setCursor(next);
  };
  /** @param text the values there */
  const slider = (label: string, text: string) => ({
    role: 'slider' as const, tabIndex: 0, 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': Math.max(0, count - 1), 'aria-valuenow': index, 'aria-valuetext': text, onKeyDown, onBlur: () => setCursor(undefined),
  });
  return { cursor, index, setCursor, slider };
}

/** The upright line in a chart at a point. */
export function showCursor(chart: uPlot | undefined, cursor: number | null | undefined): void {
  const x = cursor === null || cursor === undefined ? undefined : chart?.data[0][cursor];
  chart?.setCursor(x === undefined ? { left: -10, top: -10 } : { left: chart.valToPos(x, 'x'), top: 0 }, false);
}
