import type { RandomStream } from '../math/random.ts';
import { isKeptApart } from './keptApart.ts';
import { pairTask } from './pairs.ts';
import type { Pair } from './pairs.ts';
import type { Task, TaskOptions } from './task.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A day, in parts that ways of writing are made of. */
interface Day {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly weekday: string;
}

const name = ({ month }: Day): string => months[month - 1]!;
const short = (word: string): string => word.slice(0, 3);
const two = (number: number): string => String(number).padStart(2, '0');
const nth = ({ day }: Day): string => `${day}${Math.floor(day / 10) === 1 ? 'th' : ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'}`;

/** As people write them; each says the day, the month and the year, and none can be read in two ways. */
const ways: readonly ((day: Day) => string)[] = [
  (d) => `${d.day} ${name(d)} ${d.year}`,
  (d) => `${d.day} ${short(name(d))} ${d.year}`,
  (d) => `${name(d)} ${d.day}, ${d.year}`,
  (d) => `${short(name(d))} ${nth(d)}, ${d.year}`,
  (d) => `the ${nth(d)} of ${name(d)} ${d.year}`,
  (d) => `${d.weekday}, ${d.day} ${name(d)} ${d.year}`,
  (d) => `${short(d.weekday)} ${short(name(d))} ${d.day} ${d.year}`,
  (d) => `${d.year} ${name(d)} ${d.day}`,
  (d) => `${d.day}.${d.month}.${d.year}`,
  (d) => `${two(d.month)}/${two(d.day)}/${d.year}`,
];

/** Those of 1950 to 2049, in which every fourth year is a leap year, and the first day a Sunday. */
const [firstYear, days] = [1950, 36525];
const lengthsOf = (year: number): readonly number[] => [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const longestWritten = 'Wednesday, 30 September 2049'.length;

/**
 * Dates as people write them into ISO 8601: each character of the answer asks for another place of the source. It is no paper's task, but
 * the common exercise for attention (Bahdanau et al. 2015, arXiv:1409.0473), which was made for sources in another order than answers.
 *
 *   the 3rd of May 1979 → 1979-05-03
 *
 * The days are those of 1950 to 2049, in one of ten ways. One day in ten is kept apart for validation, in whichever way it is written.
 */
export function dates({ reverse }: TaskOptions<'dates'>): Task {
  const everything = [...months, ...weekdays].join('');
  return pairTask({
    title: 'the reading of dates',
    label: 'ISO date',
    why: 'the answer to a date is text, read off after the date was read',
    leastTau: longestWritten,
    characters: { source: `${everything}${everything.toLowerCase()}the of stndrd0123456789 ,./`, target: '0123456789-' },
    longest: 'YYYY-MM-DD'.length,
    reverse,
    draw: (random) => date(random, false),
    drawValidation: (random) => date(random, true),
  });
}

function date(random: RandomStream, kept: boolean): Pair {
  for (;;) {
    const number = random.integer(days);
    if (isKeptApart(number) !== kept) continue;
    const day = dayOf(number);
    return { source: ways[random.integer(ways.length)]!(day), target: `${day.year}-${two(day.month)}-${two(day.day)}` };
  }
}

/** @param number of days since the first */
function dayOf(number: number): Day {
  let left = number;
  for (let year = firstYear; ; year++) for (const [index, length] of lengthsOf(year).entries()) {
    if (left < length) return { day: left + 1, month: index + 1, year, weekday: weekdays[number % 7]! };
    left -= length;
  }
}
