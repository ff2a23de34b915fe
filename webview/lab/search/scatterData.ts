import { errorOf } from '../../../src/protocol/ranking.ts';
import type { SearchedName, TrialScore } from '../../../src/protocol/search.ts';
import { settingsOf } from './found.ts';
import type { Found } from './found.ts';

/** A trial in the picture. */
export interface Point {
  readonly trial: number;
  readonly x: number;
  /** How it errs on what judges. */
  readonly y: number;
  /** In an earlier round than others. */
  readonly isGivenUp: boolean;
  readonly isBest: boolean;
}

/** In the order of x. @param order trials of which something came, the best first */
export function pointsOf(found: Found, order: readonly TrialScore[], name: SearchedName): Point[] {
  const furthest = Math.max(...order.map(({ rung }) => rung));
  const points = order.map((score, place) => ({ trial: score.trial, x: settingsOf(found, score.trial)[name], y: errorOf(score), isGivenUp: score.rung < furthest, isBest: place === 0 }));
  return points.sort((a, b) => a.x - b.x);
}

/** A little more than all values, on a logarithmic axis; those that are 0 have no place there. */
export function byFactors(values: readonly number[]): [number, number] {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return [0.1, 1];
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const room = Math.max(1.15, (most / least) ** 0.06);
  return [least / room, most * room];
}

/** The same on an even one. */
export function evenly(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = 0.05 * (most - least) || 0.1 * Math.abs(most) || 0.1;
  return [least - room, most + room];
}

/** Which of them is nearest to a place in the picture, no further than so many pixels; undefined where none is. */
export function nearest(points: readonly Point[], place: (point: Point) => readonly [left: number, top: number], left: number, top: number, reach = 24): Point | undefined {
  const away = (point: Point) => Math.hypot(place(point)[0] - left, place(point)[1] - top);
  const first = points.reduce<Point | undefined>((near, point) => (near === undefined || away(point) < away(near) ? point : near), undefined);
  return first && away(first) <= reach ? first : undefined;
}
