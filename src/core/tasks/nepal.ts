import type { RandomStream } from '../math/random.ts';
import type { Sequence, Task } from './task.ts';

const years = Array.from({ length: 100 }, (_, index) => String(1950 + index));
const people = ['I', 'we', 'my sister', 'an old friend'];
const places = ['Nepal', 'Peru', 'Iceland', 'Mali'];
const asides = ['by train', 'on foot', 'with a map', 'for three weeks', 'as far as I know', 'after a very long journey', 'once', 'without any luggage'];
const words = [...new Set([...people, ...places, ...asides, 'went to in ,'].flatMap(phrase => phrase.split(' ')))];
const vocabulary = [...words, ...years];
const firstYear = words.length;

/**
 * In which year? The opening example of chapter 10 (Goodfellow, Bengio & Courville 2016): "I went to Nepal in 2009" and
 * "In 2009, I went to Nepal" say the same, and whoever reads word by word should find the year wherever it stands.
 *
 *   [asides] person went to place in year [asides]   or   [asides] in year , person went to place [asides]
 *
 * Words are the elements, the answer at the end is one of a hundred years. What is validated with was never trained on: the year
 * stands at other places (counted from 0, every fourth), in sentences of other lengths (every fourth). Sentences of more than tau words
 * are left out.
 */
export function nepal(): Task {
  return {
    title: 'the year in a sentence',
    label: 'year',
    x: { kind: 'classes', names: vocabulary },
    y: { kind: 'classes', names: years },
    output: 'last',
    why: 'the year in a sentence is one of a hundred classes, asked for at its end',
    leastTau: 9,
    draw: (tau, random) => drawWhere(tau, random, (place, length) => !isKept(place) && !isKept(length)),
    drawValidation: (tau, random) => drawWhere(tau, random, (place, length) => isKept(place) && isKept(length)),
  };
}

/** For validation. */
const isKept = (number: number): boolean => number % 4 === 1;

function drawWhere(tau: number, random: RandomStream, test: (place: number, length: number) => boolean): Sequence {
  for (;;) {
    const x = Int32Array.from(sentence(random), word => vocabulary.indexOf(word));
    const place = x.findIndex(word => word >= firstYear);
    if (x.length <= tau && test(place, x.length)) return { x, y: Int32Array.of(x[place]! - firstYear) };
  }
}

function sentence(random: RandomStream): string[] {
  const one = (phrases: readonly string[]) => phrases[random.integer(phrases.length)]!;
  const some = () => Array.from({ length: random.integer(4) }, () => one(asides));
  const [journey, date] = [`${one(people)} went to ${one(places)}`, `in ${one(years)}`];
  const core = random.integer(2) === 0 ? `${journey} ${date}` : `${date} , ${journey}`;
  return [...some(), core, ...some()].join(' ').split(' ');
}
