import { split } from '../../../core/math/random.ts';
import { echoStateRanges } from '../../../protocol/echoState.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import { searchable, searchedNames } from '../../../protocol/search.ts';
import type { SearchRequest, SearchedName, Trial } from '../../../protocol/search.ts';

/**
 * What is tried: first what is set now, so that the best is never worse than that; then settings drawn at random between the ends
 * given (Bergstra & Bengio 2012, jmlr.org/papers/v13/bergstra12a.html). Or the same ones with seeds that count up. Trial k has a stream of its own, of which every setting takes one number whether it is
 * searched over or not: more trials, or one range more, leave the others as they were.
 */
export function drawTrials({ method, trials, seed, ranges }: SearchRequest, options: Pick<EchoStateOptions, SearchedName | 'seed'>): Trial[] {
  return Array.from({ length: trials }, (_, number) => {
    if (method === 'seeds') return { number, settings: { seed: (options.seed + number) % 2 ** 32 } };
    if (number === 0) return { number, settings: Object.fromEntries(searchedNames.flatMap((name) => (ranges[name] ? [[name, options[name]]] : []))) };
    const random = split(seed, 'sampling', number);
    const drawn = searchedNames.map((name) => [name, ranges[name], random.uniform()] as const);
    return { number, settings: Object.fromEntries(drawn.flatMap(([name, range, place]) => (range ? [[name, between(name, range, place)]] : []))) };
  });
}

/** @param place in [0, 1) @returns to three digits, so that what is written is what is tried; never outside the ends */
function between(name: SearchedName, [from, to]: readonly [number, number], place: number): number {
  const value = searchable[name].scale === 'even' ? from + (to - from) * place : from * (to / from) ** place;
  const rounded = echoStateRanges[name][2] ? Math.round(value) : Number(value.toPrecision(3));
  return Math.min(to, Math.max(from, rounded));
}

