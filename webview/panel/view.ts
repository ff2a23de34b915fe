/** How the person looks at the run. Kept by VS Code while the page is hidden or reloaded. */
export interface View {
  readonly unfolded: boolean;
  /** Width of a time step in pixels; undefined fits all of tau. */
  readonly columnWidth?: number | undefined;
  /** Pixels from the left edge to t = 0. */
  readonly offset: number;
  /** The time step looked at, from 0; undefined is the last, where all the past has gone in. */
  readonly t?: number;
  /** Whether what is inside a step is open; and of which file the cell is that was asked for, if one was, each time another object. Not kept: a process finds it out. */
  readonly inside?: { readonly open: boolean; readonly cell?: string };
  /** What colours a node: the root mean square over its units, or one unit. */
  readonly unit: 'rms' | number;
  /** Share of the running mean kept at each step, 0 to 0.999. */
  readonly smoothing: number;
  /** Plots whose values are on a logarithmic axis, by id. */
  readonly logarithmic: readonly string[];
  /** Steps shown by every plot; undefined shows all. */
  readonly zoom?: { readonly from: number; readonly to: number } | undefined;
}

export const initialView: View = {
  unfolded: true, offset: 0, unit: 'rms', smoothing: 0.6, logarithmic: ['gradient', 'parameters'],
};
