import type { HeatMap } from '../../../src/protocol/preview.ts';
import type { Rgb, Theme } from '../../shared/theme.ts';

/** The largest finite magnitude: the scale reaches as far below zero as above. */
export function limitOf(values: Float32Array): number {
  let limit = 0;
  for (const value of values) if (Number.isFinite(value)) limit = Math.max(limit, Math.abs(value));
  return limit;
}

/** Where a value is on the scale: from −1 to 1; infinities are at its ends. */
export function shareOf(value: number, limit: number): number {
  return limit === 0 ? Math.sign(value) : Math.max(-1, Math.min(1, value / limit));
}

/** One pixel a cell: zero is neutral, the sign is the hue, the magnitude how far from neutral. NaN stays clear. */
export function heatMapImage({ rows, columns }: HeatMap, values: Float32Array, limit: number, theme: Theme): ImageData {
  const image = new ImageData(columns, rows);
  values.forEach((value, cell) => {
    if (!Number.isNaN(value)) image.data.set([...signedColour(shareOf(value, limit), theme), 255], cell * 4);
  });
  return image;
}

function signedColour(share: number, { negative, neutral, positive }: Theme): number[] {
  const end: Rgb = share < 0 ? negative : positive;
  return neutral.map((channel, index) => channel + (end[index]! - channel) * Math.abs(share));
}
