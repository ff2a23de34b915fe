import type { SearchPlan, SearchRequest } from '../../../protocol/search.ts';
import { labelsOf } from '../labelledSeries.ts';
import { planClasses } from './planClasses.ts';
import { planSearch } from './planSearch.ts';
import { classesAsNumbers, seriesAsFiles } from './seriesAsFiles.ts';
import type { Searched } from './seriesAsFiles.ts';

/** A search that can begin: what its threads are given, which know numbers alone, and what they try. @throws SpecError, a sentence, where table and options do not do */
export function prepareSearch(request: SearchRequest, asked: Searched): Searched & { readonly plan: SearchPlan } {
  const { options } = asked;
  if (options.pool === 'none') {
    const searched = seriesAsFiles(asked);
    return { ...searched, plan: planSearch(request, searched.options, searched.table) };
  }
  const labels = labelsOf(asked.table, options);
  return { ...classesAsNumbers(seriesAsFiles(asked), labels), plan: planClasses(request, options, labels, asked.table.file) };
}
