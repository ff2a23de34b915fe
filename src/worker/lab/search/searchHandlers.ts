import type { NumberTable } from '../../../core/data/numberTable.ts';
import { columnsAsked } from '../../../protocol/echoState.ts';
import { allFiles } from '../../../protocol/lab.ts';
import type { LabRequests } from '../../../protocol/lab.ts';
import type { SearchNews, SearchPlan, SearchState, TrialScore } from '../../../protocol/search.ts';
import { readOptions } from '../readOptions.ts';
import { searchersOf } from './crew.ts';
import type { SearchCrew } from './crew.ts';
import { prepareSearch } from './prepareSearch.ts';
import { readSearch } from './readSearch.ts';
import { runSearch } from './runSearch.ts';
import type { Searchers } from './runSearch.ts';

export interface SearchSurroundings {
  readonly readTable: (files: readonly string[], wanted: readonly string[]) => Promise<NumberTable>;
  /** @param columns that are read of the table */
  readonly startCrew: (table: NumberTable, columns: readonly string[]) => SearchCrew;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

type Requests = Pick<LabRequests, 'search' | 'searchNews' | 'stopSearch'>;
export type SearchHandlers = { readonly [M in keyof Requests]: (params: Requests[M]['params']) => Promise<Requests[M]['result']> };

/** So that a picture is drawn for some scores together; and an answer comes, also while there is nothing new. */
const [shortest, longest] = [60, 5000];

/** One search at a time: a later one stops the one before. */
export function searchHandlers(surroundings: SearchSurroundings): SearchHandlers {
  let current: Search | undefined;
  let count = 0;
  return {
    async search({ options: asked, search, ...of }) {
      const [wanted, request] = [readOptions(asked), readSearch(search)];
      const id = ++count;
      const read = await surroundings.readTable(allFiles(of), columnsAsked(wanted));
      if (id !== count) throw new Error('This search was given up.');
      const { table, options, plan } = prepareSearch(request, { table: read, options: wanted });
      current?.stop();
      const crew = surroundings.startCrew(table, columnsAsked(options));
      current = new Search(id, plan, crew, searchersOf(crew, plan, options));
      return { id, plan };
    },
    async searchNews({ id, after }) {
      const search = current?.id === id ? current : undefined;
      if (!search) return { scores: [], state: 'stopped' };
      if (search.state === 'running') await surroundings.sleep(shortest);
      if (!search.hasNews(after)) await Promise.race([search.change, surroundings.sleep(longest)]);
      return search.news(after);
    },
    async stopSearch() {
      count++; // one whose table is still read does not begin
      current?.stop();
      return {};
    },
  };
}

/** A search under way, and what came of it so far. */
class Search {
  state: SearchState = 'running';
  /** Settles with the next score, or the end. */
  change: Promise<void>;
  readonly #scores: TrialScore[] = [];
  readonly #stop = new AbortController();
  #changed!: () => void;

  constructor(readonly id: number, plan: SearchPlan, private readonly crew: SearchCrew, searchers: Searchers) {
    this.change = this.#awaitChange();
    void runSearch(plan, searchers, (score) => this.#take(score), this.#stop.signal).then(() => this.#end('done'));
  }

  hasNews(after: number): boolean {
    return this.state !== 'running' || this.#scores.length > after;
  }

  news(after: number): SearchNews {
    return { scores: this.#scores.slice(after), state: this.state };
  }

  stop(): void {
    this.#end('stopped');
  }

  #take(score: TrialScore): void {
    this.#scores.push(score);
    this.#tell();
  }

  #end(state: SearchState): void {
    if (this.state !== 'running') return;
    this.state = state;
    this.#stop.abort();
    this.crew.dispose();
    this.#tell();
  }

  #tell(): void {
    this.#changed();
    this.change = this.#awaitChange();
  }

  #awaitChange(): Promise<void> {
    return new Promise((resolve) => { this.#changed = resolve; });
  }
}
