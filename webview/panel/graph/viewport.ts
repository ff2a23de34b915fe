/** The window onto the unfolded graph. Only time is zoomed: the rows always fill the height. */
export interface Viewport {
  /** Pixels a time step is wide. */
  readonly columnWidth: number;
  /** Pixels from the left edge of the drawing to the left edge of t = 0; negative when that is scrolled away. */
  readonly offset: number;
}

const widest = 120;

/** All of tau, in the middle when there is room to spare. */
export function fit(tau: number, width: number): Viewport {
  return clamp({ columnWidth: Math.min(widest, width / tau), offset: 0 }, tau, width);
}

/** Zooms by `factor` and keeps what is at `x` there. */
export function zoomAt(viewport: Viewport, factor: number, x: number, tau: number, width: number): Viewport {
  const narrowest = Math.min(widest, width / tau);
  const columnWidth = Math.max(narrowest, Math.min(widest, viewport.columnWidth * factor));
  const grown = columnWidth / viewport.columnWidth;
  return clamp({ columnWidth, offset: x - (x - viewport.offset) * grown }, tau, width);
}

export function pan(viewport: Viewport, by: number, tau: number, width: number): Viewport {
  return clamp({ ...viewport, offset: viewport.offset + by }, tau, width);
}

/** Pans as little as it takes for the column at t to be in sight; what rounding puts beyond the edge is. */
export function reveal(viewport: Viewport, t: number, tau: number, width: number): Viewport {
  const left = viewport.offset + t * viewport.columnWidth;
  const right = left + viewport.columnWidth;
  const by = left < 0 ? -left : Math.min(0, width - right);
  return Math.abs(by) < 0.5 ? viewport : pan(viewport, by, tau, width);
}

/** First and last time step in sight. */
export function visibleColumns({ columnWidth, offset }: Viewport, tau: number, width: number): readonly [number, number] {
  return [Math.max(0, Math.floor(-offset / columnWidth)), Math.min(tau - 1, Math.floor((width - offset) / columnWidth))];
}

/** Holds the graph within the window, or in its middle where it is smaller. */
export function clamp({ columnWidth, offset }: Viewport, tau: number, width: number): Viewport {
  const room = width - tau * columnWidth;
  return { columnWidth, offset: room >= 0 ? room / 2 : Math.max(room, Math.min(0, offset)) };
}
