import { useRef } from 'preact/hooks';
import { deviationOf, meanOf } from '../../../src/protocol/ranking.ts';
import { useSize } from '../../shared/useSize.ts';
import type { Measure } from './measure.ts';
import { evenly } from './scatterData.ts';
import { ticksBetween } from './ticks.ts';

interface StripProps {
  readonly label: string;
  /** One of each network. */
  readonly values: readonly number[];
  /** Ends of the axis, so that several strips have the same. */
  readonly range: readonly [number, number];
  readonly measure: Measure;
  readonly hasTicks: boolean;
}

const [left, right, top, bottom] = [52, 24, 6, 26];
/** Pixels below the points of the numbers of ticks, and of what they are. */
const [numbersHeight, nameHeight] = [18, 14];

/** A point for each value, their mean as a line, and a bar a standard deviation to both sides. */
export function Strip({ label, values, range: [from, to], measure, hasTicks }: StripProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useSize(frame);
  const place = (value: number) => left + (value - from) / (to - from) * Math.max(0, width - left - right);
  const [mean, deviation] = [meanOf(values), deviationOf(values)];
  const height = top + bottom;
  return (
    <div ref={frame} class="strip" role="img" aria-label={`${label}: ${measure.name} of ${values.length} networks, ${describeSpread(values, measure)}`}>
      <svg width={width} height={height + (hasTicks ? numbersHeight + nameHeight : 0)} aria-hidden="true">
        <text x={0} y={top + 16} class="strip-label">{label}</text>
        {deviation !== null && <rect class="deviation" x={place(least(mean, deviation))} width={place(mean + deviation) - place(least(mean, deviation))} y={top} height={bottom - 4} />}
        {values.map((value, i) => <circle key={i} cx={place(value)} cy={top + 5 + (i * 7 % 13)} r={3.5} />)}
        <line class="mean" x1={place(mean)} x2={place(mean)} y1={top - 4} y2={height - 2} />
        {hasTicks && <Axis width={width} height={height} range={[from, to]} measure={measure} place={place} />}
      </svg>
    </div>
  );
}

interface AxisProps extends Pick<StripProps, 'range' | 'measure'> {
  readonly width: number;
  readonly height: number;
  readonly place: (value: number) => number;
}

/** Its numbers, as few as there is room for, and what they are. */
function Axis({ width, height, range: [from, to], measure: { isShare, name, ticks: written }, place }: AxisProps) {
  const { ticks, texts } = legible((most) => ticksBetween(Math.max(0, from), isShare ? Math.min(1, to) : to, most), written, place);
  return (
    <>
      {ticks.map((tick, i) => <text key={tick} x={place(tick)} y={height + numbersHeight - 4} class="tick">{texts[i]}</text>)}
      <text x={(left + width - right) / 2} y={height + numbersHeight + nameHeight - 4} class="tick">{name}</text>
    </>
  );
}

/** As many ticks as have room for their numbers beside each other. @param upTo so many at most @param place in pixels */
export function legible(upTo: (most: number) => number[], written: Measure['ticks'], place: (value: number) => number): { readonly ticks: number[]; readonly texts: string[] } {
  const choices = [8, 5, 4, 3, 2].map(upTo).map((ticks) => ({ ticks, texts: written(ticks) }));
  const fits = choices.find(({ ticks: [first, second], texts }) => first === undefined || second === undefined || place(second) - place(first) > 10 + 6.5 * Math.max(...texts.map(({ length }) => length)));
  return fits ?? choices.at(-1)!;
}

/** Where a bar of a deviation begins: no error is below 0. */
const least = (mean: number, deviation: number): number => Math.max(0, mean - deviation);

export function describeSpread(values: readonly number[], { written }: Pick<Measure, 'written'>): string {
  const deviation = deviationOf(values);
  return written(meanOf(values)) + (deviation === null ? '' : ` ± ${written(deviation, 2)}`);
}

/** One axis for several strips, their bars included. */
export function commonRange(all: readonly (readonly number[])[]): [number, number] {
  return evenly(all.flatMap((values) => [...values, least(meanOf(values), deviationOf(values) ?? 0), meanOf(values) + (deviationOf(values) ?? 0)]));
}
