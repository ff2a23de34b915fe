import { describe, expect, it } from 'vitest';
import type { Circuit } from '../../../src/core/graph/circuit.ts';
import { arcTo } from '../../../webview/panel/graph/arc.ts';
import { radiusOf, rowHeight, xOf, yOf } from '../../../webview/panel/graph/scene.ts';
import type { Scene } from '../../../webview/panel/graph/scene.ts';

const sceneOf = (columnWidth: number, height: number) => ({
  circuit: { rows: 6 } as Circuit, tau: 60, viewport: { columnWidth, offset: 0 }, width: 700, height, progress: 1,
} as Scene);

describe.each([[80, 500], [12, 400], [2, 300]])('an edge over several columns of %d pixels, in %d pixels of height', (columnWidth, height) => {
  const scene = sceneOf(columnWidth, height);
  const row = 1;

  it.each([2, 3, 12])('of %d steps joins its ends and lies between the nodes of its row and the row above', (delay) => {
    for (let t = delay; t < 60; t++) {
      const { fromX, toX, nodeY, laneY, bend } = arcTo(scene, row, t, delay);
      expect(Math.hypot(fromX - xOf(scene, t - delay), nodeY - yOf(scene, row))).toBeLessThanOrEqual(radiusOf(scene) + 1e-9);
      expect(Math.hypot(toX - xOf(scene, t), nodeY - yOf(scene, row))).toBeLessThanOrEqual(radiusOf(scene) + 1e-9);
      expect(yOf(scene, row) - laneY).toBeGreaterThan(radiusOf(scene) + 0.05 * rowHeight(scene));
      expect(laneY - yOf(scene, row + 1)).toBeGreaterThan(radiusOf(scene) + 0.05 * rowHeight(scene));
      expect(fromX + bend).toBeLessThanOrEqual(toX - bend);
      expect(fromX + bend).toBeLessThanOrEqual(xOf(scene, t - delay + 1) - Math.min(radiusOf(scene), 0.36 * columnWidth) + 1e-9);
    }
  });

  it.each([2, 3, 12])('of %d steps backward in time is the mirror image of one forward', (delay) => {
    const [forward, backward] = [arcTo(scene, row, 24 + delay, delay), arcTo(scene, row, 24, -delay)];
    const mirrored = (x: number) => xOf(scene, 24) + xOf(scene, 24 + delay) - x;
    expect(backward.fromX).toBeCloseTo(mirrored(forward.fromX), 9);
    expect(backward.toX).toBeCloseTo(mirrored(forward.toX), 9);
    expect({ nodeY: backward.nodeY, laneY: backward.laneY, bend: -backward.bend }).toEqual({ nodeY: forward.nodeY, laneY: forward.laneY, bend: forward.bend });
  });

  it('has a lane of its own among those it would lie over', () => {
    const lanes = Array.from({ length: 12 }, (_, i) => arcTo(scene, row, 20 + i, 12).laneY);
    expect(new Set(lanes.map((lane) => lane.toFixed(6))).size).toBe(12);
  });
});
