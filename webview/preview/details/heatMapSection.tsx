import { useMemo } from 'preact/hooks';
import type { HeatMap } from '../../../src/protocol/preview.ts';
import { formatCount } from '../../shared/format.ts';
import type { Problem } from '../state.ts';
import { HeatMapCanvas } from './heatMapCanvas.tsx';
import { limitOf } from './heatMapImage.ts';
import { HeatMapLegend } from './heatMapLegend.tsx';

/** The tensor as a picture. */
export function HeatMapSection({ heatMap, shape }: { heatMap: HeatMap | Problem | undefined; shape: readonly number[] }) {
  return (
    <figure class="heat-map">
      <figcaption><h3>Heat map</h3>{heatMap && 'rows' in heatMap && <span class="muted">{layoutOf(heatMap, shape)}</span>}</figcaption>
      {!heatMap && <p class="muted" role="status">Reading…</p>}
      {heatMap && 'problem' in heatMap && <p class="problem" role="alert">{heatMap.problem}</p>}
      {heatMap && 'rows' in heatMap && <Picture heatMap={heatMap} />}
    </figure>
  );
}

function Picture({ heatMap }: { heatMap: HeatMap }) {
  const values = useMemo(() => new Float32Array(heatMap.buffer), [heatMap]);
  const limit = useMemo(() => limitOf(values), [values]);
  return (
    <>
      <HeatMapCanvas heatMap={heatMap} values={values} limit={limit} />
      <HeatMapLegend limit={limit} nans={values.some(Number.isNaN)} />
    </>
  );
}

/** How the tensor became rows and columns, and whether a cell is one element. */
function layoutOf({ rows, columns, fullRows, fullColumns }: HeatMap, shape: readonly number[]): string {
  const parts = [];
  if (shape.length > 2) parts.push(`first ${shape.length - 1} axes as ${formatCount(fullRows)} rows`);
  if (rows < fullRows || columns < fullColumns) parts.push(`${rows} × ${columns} averages`);
  return parts.join(', ');
}
