import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rowHeight, type Window } from './window.ts';

/** The one row that Tab leads to: where the keyboard was last, or the drawn row nearest to it. */
interface ActiveRow {
  readonly row: number;
  /** Makes a row the active one. */
  place(row: number): void;
  /** Makes a row the active one, scrolls it into view and gives it the focus. */
  go(row: number): void;
}

export function useActiveRow(scroller: RefObject<HTMLElement | null>, drawn: Window): ActiveRow {
  const [wanted, place] = useState(0);
  const focusWhenDrawn = useRef(false);
  const row = Math.max(drawn.start, Math.min(drawn.end - 1, wanted));
  useLayoutEffect(() => {
    if (!focusWhenDrawn.current || row !== wanted) return;
    focusWhenDrawn.current = false;
    scroller.current!.querySelector<HTMLElement>(`tr[data-index="${row}"]`)?.focus({ preventScroll: true });
  });
  return {
    row,
    place,
    go(next) {
      focusWhenDrawn.current = true;
      place(next);
      scrollToRow(scroller.current!, next);
    },
  };
}

/** The names of the columns stay at the top and cover one row. */
function scrollToRow(scroller: HTMLElement, row: number): void {
  const top = row * rowHeight;
  const lowestTop = top + 2 * rowHeight - scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (lowestTop > scroller.scrollTop) scroller.scrollTop = lowestTop;
}
