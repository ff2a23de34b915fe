import { useEffect, useState } from 'preact/hooks';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { isOfSearch } from '../../../src/protocol/labSearch.ts';
import type { SearchRequest } from '../../../src/protocol/search.ts';
import type { LabHost } from '../app.tsx';
import { asked, heard } from './found.ts';
import type { Found } from './found.ts';

/** The last search for settings, and the last repetition over seeds. One goes on at a time: the other is stopped. */
export interface Searches {
  readonly settings?: Found;
  readonly seeds?: Found;
}

let serials = 0;

export function useFound(host: LabHost) {
  const [searches, setSearches] = useState<Searches>({});
  useEffect(() => host.listen((message) => {
    if (isOfSearch(message)) setSearches((before) => Object.fromEntries(Object.entries(before).map(([kind, found]) => [kind, heard(found as Found, message)])));
  }), [host]);
  const start = (search: SearchRequest, options: EchoStateOptions): void => {
    const serial = ++serials;
    setSearches((before) => ({ ...before, [search.method === 'seeds' ? 'seeds' : 'settings']: asked(serial, search, options) }));
    host.post({ type: 'search', serial, options, search });
  };
  return { searches, start, stop: () => host.post({ type: 'stopSearch' }) };
}
