import type { SeriesData } from '../spec/experiment.ts';
import { missingColumn } from '../spec/dataErrors.ts';
import { SpecError, type Path } from '../spec/problem.ts';
import type { NumberTable } from './numberTable.ts';

/**
 * Where the columns stand in the table: the one to forecast first, then the other inputs.
 *
 * @throws SpecError at `data.column` or `data.inputs.i` where there is no such column, or there are two
 */
export function seriesColumns(table: Pick<NumberTable, 'file' | 'header'>, { column, inputs }: Required<SeriesData>): number[] {
  const forecast = find(table, column, ['data', 'column']);
  const others = inputs.map((name, index) => find(table, name, ['data', 'inputs', index]));
  return [forecast, ...others];
}

function find({ file, header }: Pick<NumberTable, 'file' | 'header'>, name: string, path: Path): number {
  const at = header.indexOf(name);
  if (at < 0) throw missingColumn(file, name, header, path);
  if (header.includes(name, at + 1)) throw new SpecError(`${file} has two columns "${name}". Rename one of them.`, path);
  return at;
}
