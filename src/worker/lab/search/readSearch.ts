import { formatNumber } from '../../../core/spec/wording.ts';
import { echoStateRanges } from '../../../protocol/echoState.ts';
import { searchLimits, searchable, searchedNames } from '../../../protocol/search.ts';
import type { Ranges, SearchRequest, SearchedName } from '../../../protocol/search.ts';

type Unknown = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Unknown => (typeof value === 'object' && value !== null ? value as Unknown : {});

/** A search that was asked for, checked. @throws Error, a sentence, about the first thing that is wrong */
export function readSearch(value: unknown): SearchRequest {
  const { method, trials, networks, seed, ranges } = fieldsOf(value);
  if (method !== 'random' && method !== 'halving' && method !== 'seeds') throw new Error('A search is random, halving or seeds.');
  const request: Omit<SearchRequest, 'ranges'> = { method, trials: whole('trials', trials), networks: whole('networks', networks), seed: whole('seed', seed) };
  return method === 'seeds' ? { ...request, ranges: {} } : { ...request, ranges: readRanges(fieldsOf(ranges)) };
}

function whole(name: keyof typeof searchLimits, value: unknown): number {
  const [least, most] = searchLimits[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`\`${name}\` of a search takes a whole number from ${formatNumber(least)} to ${formatNumber(most)}, not ${String(value)}.`);
}

/** @throws Error, a sentence */
export function readRanges(given: Unknown): Ranges {
  const unknown = Object.keys(given).find((name) => !searchedNames.includes(name as SearchedName));
  if (unknown !== undefined) throw new Error(`There is no searching over "${unknown}": it is one of ${searchedNames.join(', ')}.`);
  const names = searchedNames.filter((name) => given[name] !== undefined);
  if (names.length === 0) throw new Error('Choose at least one setting to search over.');
  return Object.fromEntries(names.map((name) => [name, readRange(name, given[name])]));
}

function readRange(name: SearchedName, range: unknown): readonly [number, number] {
  const [from, to] = Array.isArray(range) ? range as unknown[] : [];
  const [least, most, isWhole] = echoStateRanges[name];
  if (typeof from !== 'number' || typeof to !== 'number' || !(from >= least && to <= most)) throw new Error(`\`${name}\` may be from ${formatNumber(least)} to ${formatNumber(most)}: give two numbers within.`);
  if (!(from < to)) throw new Error(`\`${name}\` is searched from the smaller to the larger number, not from ${formatNumber(from)} to ${formatNumber(to)}.`);
  if (isWhole && !(Number.isInteger(from) && Number.isInteger(to))) throw new Error(`\`${name}\` is a whole number: so are the ends it is searched between.`);
  if (searchable[name].scale === 'factors' && from === 0) throw new Error(`\`${name}\` is searched by factors, which never reach 0: begin above it.`);
  return [from, to];
}
