import type { LabFiles } from '../../protocol/lab.ts';
import type { FromSearch, ToSearch } from '../../protocol/labSearch.ts';
import type { SearchState } from '../../protocol/search.ts';
import type { Lab } from '../platform.ts';

/** Begins or stops a search, and hands on what comes of it, as it comes. Never rejects. @param inWords an error as a sentence for the page */
export async function searchInLab(lab: Lab, files: LabFiles, message: FromSearch, post: (message: ToSearch) => void, inWords: (error: Error) => string): Promise<void> {
  if (message.type === 'stopSearch') return void lab.request('stopSearch', {}).catch(() => undefined); // what it is about says how it ended
  const { serial, options, search } = message;
  try {
    const { id, plan } = await lab.request('search', { ...files, options, search });
    post({ type: 'searchBegun', serial, plan });
    for (let after = 0, state: SearchState = 'running'; state === 'running';) {
      const news = await lab.request('searchNews', { id, after });
      ({ state } = news);
      after += news.scores.length;
      if (news.scores.length > 0 || state !== 'running') post({ type: 'searchNews', serial, news });
    }
  } catch (error) {
    post({ type: 'searchProblem', serial, message: inWords(error as Error) });
  }
}
