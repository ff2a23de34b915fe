import type { EchoStateOptions } from './echoState.ts';
import type { SearchNews, SearchPlan, SearchRequest } from './search.ts';

/** Host → page of the lab, about the search with this serial number. */
export type ToSearch =
  | { readonly type: 'searchBegun'; readonly serial: number; readonly plan: SearchPlan }
  | { readonly type: 'searchNews'; readonly serial: number; readonly news: SearchNews }
  | { readonly type: 'searchProblem'; readonly serial: number; readonly message: string };

export const toSearchTypes = ['searchBegun', 'searchNews', 'searchProblem'] as const satisfies readonly ToSearch['type'][];

/** Page of the lab → host. */
export type FromSearch =
  | { readonly type: 'search'; readonly serial: number; readonly options: EchoStateOptions; readonly search: SearchRequest }
  | { readonly type: 'stopSearch' };

/** A message of the page about a search, or `undefined` where it is none. What is asked for is checked where it is searched. */
export function parseFromSearch(message: object & Record<'type', unknown>): FromSearch | undefined {
  if (message.type === 'stopSearch') return { type: 'stopSearch' };
  if (message.type !== 'search' || !('serial' in message && typeof message.serial === 'number' && 'options' in message && 'search' in message)) return undefined;
  return { type: 'search', serial: message.serial, options: message.options as EchoStateOptions, search: message.search as SearchRequest };
}

export const isOfSearch = (message: { readonly type: string }): message is ToSearch => (toSearchTypes as readonly string[]).includes(message.type);
