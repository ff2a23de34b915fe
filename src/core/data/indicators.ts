import { indicatorIn } from '../spec/indicators.ts';
import { SpecError } from '../spec/problem.ts';
import type { NumberTable } from './numberTable.ts';

/** A table with the indicators among the names that are wanted of it, behind its own columns. @throws SpecError where no row says the word */
export function withIndicators(table: NumberTable, wanted: readonly string[]): NumberTable {
  const { header } = table;
  const indicators = [...new Set(wanted)].flatMap(name => { const one = indicatorIn(header, name); return one ? [{ name, ...one }] : []; });
  if (indicators.length === 0) return table;
  return {
    ...table, header: [...header, ...indicators.map(({ name }) => name)],
    column(index) {
      const asked = indicators[index - header.length];
      if (!asked) return table.column(index);
      const at = header.indexOf(asked.column);
      const values = Float64Array.from(table.words?.(at) ?? Array.from(table.column(at), String), word => Number(word.trim() === asked.word));
      if (!values.includes(1)) throw new SpecError(`No row of ${table.file} has "${asked.word}" in the column "${asked.column}", so that "${asked.name}" is 0 in all.`, ['data', 'column']);
      return values;
    },
  };
}
