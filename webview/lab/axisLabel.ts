import type uPlot from 'uplot';
import { cut } from '../shared/cut.ts';
import type { Theme } from '../shared/theme.ts';

/** How much larger a chart is, upwards or to the right, by an axis that says what it is, in pixels. */
export const labelHeight = 16;

/** What an axis is, beside it; of a long name as much as the axis is long. */
export const axisLabel = (theme: Theme, label: string): uPlot.Axis => ({
  label: ({ ctx, bbox, axes }, axis) => cut(label, axes[axis]!.side === 3 ? bbox.height : bbox.width, (part) => ctx.measureText(part).width),
  labelSize: labelHeight, labelGap: 0, labelFont: `11px ${theme.font}`,
});
