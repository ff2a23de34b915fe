import { radiusOf, roundFrom, rowHeight, xOf, yOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Where an edge of several steps lies: up from its first node, along a lane between two rows, and down to its last. */
export interface Arc {
  readonly fromX: number;
  readonly toX: number;
  /** Where it leaves and meets its nodes. */
  readonly nodeY: number;
  readonly laneY: number;
  /** How far from its ends it is bent; negative where it runs backward in time. */
  readonly bend: number;
}

/** Nodes reach 0.34 of a row from its middle: between these shares of it there is none. */
const [lowestLane, highestLane] = [0.42, 0.58];

/** The arc that ends at t in a row. Those that would lie over each other have different lanes. @param delay in steps, negative for one that runs backward */
export function arcTo(scene: Scene, row: number, t: number, delay: number): Arc {
  const radius = radiusOf(scene);
  const rim = radius < roundFrom ? 0 : radius;
  const y = yOf(scene, row);
  const [steps, side] = [Math.abs(delay), Math.sign(delay)];
  const [fromX, toX] = [xOf(scene, t - delay) + side * 0.6 * rim, xOf(scene, t) - side * 0.6 * rim];
  const nodeY = y - 0.8 * rim;
  const laneY = y - rowHeight(scene) * (lowestLane + (highestLane - lowestLane) * ((t % steps) / (steps - 1)));
  const bend = Math.max(0, Math.min((side * (toX - fromX)) / 2, nodeY - laneY, 0.3 * scene.viewport.columnWidth));
  return { fromX, toX, nodeY, laneY, bend: side * bend };
}
