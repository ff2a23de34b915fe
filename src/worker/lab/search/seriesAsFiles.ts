import type { NumberTable } from '../../../core/data/numberTable.ts';
import { seriesOf } from '../../../core/data/segments.ts';
import type { EchoStateOptions } from '../../../protocol/echoState.ts';

interface Asked {
  readonly table: NumberTable;
  readonly options: EchoStateOptions;
}

/** The same where each series is a file of its own: the threads of a search are given numbers, and what tells series apart may be words. @throws SpecError as `seriesOf` does */
export function seriesAsFiles({ table, options }: Asked): Asked {
  if (options.series === '') return { table, options };
  const begins = seriesOf(table, options.series).map(({ from }) => from);
  const at = table.header.indexOf(options.series);
  const names = table.words?.(at) ?? table.column(at);
  return { table: { ...table, files: begins.slice(1), fileNames: begins.map((row) => `the series "${names[row]}"`) }, options: { ...options, series: '' } };
}
