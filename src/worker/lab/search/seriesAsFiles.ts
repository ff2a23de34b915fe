import type { NumberTable } from '../../../core/data/numberTable.ts';
import { seriesOf } from '../../../core/data/segments.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';
import type { Labels } from '../labelledSeries.ts';

/** What is searched over. */
export interface Searched {
  readonly table: NumberTable;
  readonly options: EchoStateOptions;
}

/** The same where each series is a file of its own: the threads of a search are given numbers, and what tells series apart may be words. @throws SpecError as `seriesOf` does */
export function seriesAsFiles({ table, options }: Searched): Searched {
  if (options.series === '') return { table, options };
  const begins = seriesOf(table, options.series).map(({ from }) => from);
  const at = table.header.indexOf(options.series);
  const names = table.words?.(at) ?? table.column(at);
  return { table: { ...table, files: begins.slice(1), fileNames: begins.map((row) => `the series "${names[row]}"`) }, options: { ...options, series: '' } };
}

/** The same where a class is its place among the classes. */
export function classesAsNumbers({ table, options }: Searched, { series, labels }: Labels): Searched {
  const { words: _, ...numbers } = table;
  const at = table.header.indexOf(options.target);
  const places = new Float64Array(table.rows);
  for (const [s, { from, to }] of series.entries()) places.fill(labels[s]!, from, to);
  return { table: { ...numbers, column: (index) => (index === at ? places : table.column(index)) }, options };
}
