import { missingColumn } from '../spec/dataErrors.ts';
import { SpecError, type Path } from '../spec/problem.ts';
import type { NumberTable } from './numberTable.ts';

/** The columns of a series by name. One from before there were further targets has none. */
export interface SeriesColumns {
  readonly column: string;
  readonly targets?: readonly string[];
  readonly inputs: readonly string[];
}

/**
 * Where the columns stand in the table: those to forecast first, then the other inputs.
 *
 * @throws SpecError at `data.column`, `data.targets.i` or `data.inputs.i` where there is no such column, or there are two
 */
export function seriesColumns(table: Pick<NumberTable, 'file' | 'header'>, { column, targets = [], inputs }: SeriesColumns): number[] {
  const forecast = find(table, column, ['data', 'column']);
  const others = inputs.map((name, index) => find(table, name, ['data', 'inputs', index]));
  const further = targets.map((name, index) => find(table, name, ['data', 'targets', index]));
  return [forecast, ...further, ...others];
}

function find({ file, header }: Pick<NumberTable, 'file' | 'header'>, name: string, path: Path): number {
  const at = header.indexOf(name);
  if (at < 0) throw missingColumn(file, name, header, path);
  if (header.includes(name, at + 1)) throw new SpecError(`${file} has two columns "${name}". Rename one of them.`, path);
  return at;
}
