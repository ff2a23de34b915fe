import type uPlot from 'uplot';
import type { Theme } from '../shared/theme.ts';

/** How much higher a chart is whose horizontal axis says what it is, in pixels. */
export const labelHeight = 16;

/** What an axis is, beside it. */
export const axisLabel = (theme: Theme, label: string): uPlot.Axis => ({ label, labelSize: labelHeight, labelGap: 0, labelFont: `11px ${theme.font}` });
