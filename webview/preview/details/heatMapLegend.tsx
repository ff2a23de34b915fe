import { formatNumber } from '../../shared/format.ts';

/** What the colours mean. */
export function HeatMapLegend({ limit, nans }: { limit: number; nans: boolean }) {
  return (
    <div class="legend">
      <span>{formatNumber(-limit)}</span>
      <span class="scale" aria-hidden="true" />
      <span>{formatNumber(limit)}</span>
      {nans && <span class="nan"><span class="swatch" aria-hidden="true" /> NaN</span>}
    </div>
  );
}
