import { lineColours } from '../../shared/theme.ts';
import { dashes } from '../plots/definitions.ts';
import type { Stroke } from '../plots/definitions.ts';

/** A line over 0, 1, 2, … or whatever the first is: the logarithm to base 10 of what it shows, null where that is zero. */
export interface Curve extends Stroke {
  readonly label: string;
  readonly logs: readonly (number | null)[];
}

/** Smaller numbers are 0 in float32: no gradient. */
const lowest = -45;

/** What of a curve there is to be seen. */
export const seen = (log: number): number | null => (Number.isFinite(log) && log >= lowest ? log : null);

/** How many points of it are seen. */
export const points = ({ logs }: Pick<Curve, 'logs'>): number => logs.filter((log) => log !== null).length;

/** Strokes in the order of the curves: no two have colour and dash in common, and neighbours neither. */
export const stroked = (curves: readonly Omit<Curve, keyof Stroke>[]): Curve[] => curves.map((curve, i) => ({ ...curve, colour: i % lineColours.length, dash: i % dashes.length }));

/** 10 to this power, for people: also where no number is so small. */
export function written(log: number): string {
  const power = Math.floor(log);
  if (power >= -3 && power < 6) return String(Number((10 ** log).toPrecision(3)));
  const [digits, carried] = Number((10 ** (log - power)).toPrecision(3)) === 10 ? [1, power + 1] : [Number((10 ** (log - power)).toPrecision(3)), power];
  return `${digits}e${carried}`;
}
