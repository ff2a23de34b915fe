import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { searchDefaults, searchable, searchedNames, usualNames } from '../../../src/protocol/search.ts';
import type { SearchRequest, SearchedName } from '../../../src/protocol/search.ts';
import { formatNumber } from '../../shared/format.ts';

/** What is written in the form: texts, as they are while somebody types. */
export interface SearchForm {
  readonly method: 'random' | 'halving';
  readonly trials: string;
  readonly networks: string;
  readonly seed: string;
  readonly ranges: Readonly<Record<SearchedName, RangeForm>>;
}

export interface RangeForm {
  readonly isSearched: boolean;
  readonly from: string;
  readonly to: string;
}

export const firstForm: SearchForm = {
  method: searchDefaults.method, trials: String(searchDefaults.trials), networks: String(searchDefaults.networks), seed: String(searchDefaults.seed),
  ranges: Object.fromEntries(searchedNames.map((name) => [name, { isSearched: usualNames.includes(name), from: formatNumber(searchable[name].from), to: formatNumber(searchable[name].to) }])) as unknown as SearchForm['ranges'],
};

/** What may be searched over: what tells classes reads nothing of what it said. */
export const namesFor = ({ pool }: Pick<EchoStateOptions, 'pool'>): readonly SearchedName[] => searchedNames.filter((name) => pool === 'none' || name !== 'feedback');

/** What is asked for; what is no number is NaN, which whoever searches refuses in words. */
export function requestOf({ method, trials, networks, seed, ranges }: SearchForm, names: readonly SearchedName[] = searchedNames): SearchRequest {
  const number = (text: string) => (text.trim() === '' ? NaN : Number(text));
  const searched = names.filter((name) => ranges[name].isSearched);
  return {
    method, trials: number(trials), networks: number(networks), seed: number(seed),
    ranges: Object.fromEntries(searched.map((name) => [name, [number(ranges[name].from), number(ranges[name].to)]])),
  };
}
