import { plotWidth, xOf } from './scene.ts';
import type { DrawnColumn, Scene } from './scene.ts';
import { visibleColumns } from './viewport.ts';

/**
 * What to draw, column by column; the folded graph is one, shown at the t looked at. An edge that only ends out of sight is in the column where it ends.
 * Of columns that share a pixel the first is drawn; but the last of all always, where an answer at the end stands.
 */
export function columnsInSight(scene: Scene): DrawnColumn[] {
  if (scene.progress === 0) return [{ t: scene.t, ...scene.folded }];
  const [firstInSight, lastInSight] = visibleColumns(scene.viewport, scene.tau, plotWidth(scene));
  const delays = scene.circuit.connections.map(({ delay }) => delay);
  const first = Math.max(0, firstInSight + Math.min(0, ...delays));
  const last = Math.min(scene.tau - 1, lastInSight + Math.max(0, ...delays));
  const columns: DrawnColumn[] = [];
  let x = NaN;
  for (let t = first; t <= last; t++) {
    const isSamePixel = xOf(scene, t) === x;
    if (isSamePixel && t < scene.tau - 1) continue;
    if (isSamePixel) columns.pop();
    x = xOf(scene, t);
    columns.push({ t, ...scene.column(t) });
  }
  return columns;
}
