import type { NumberTable } from '../../core/data/numberTable.ts';
import { isTimeName, systemIn } from '../../core/spec/systemColumns.ts';

/** Columns that are tried at most: of a wide table of words the person chooses. */
const most = 20;

/** The column that a lab begins with: the last one of numbers that are not all the same, or of numbers at all; undefined where that is not known. @param read with a column that may be asked for */
export async function lastOfNumbers({ header, isOfWords }: Pick<NumberTable, 'header' | 'isOfWords'>, read: (name: string) => Promise<NumberTable>): Promise<string | undefined> {
  let still: string | undefined;
  for (const name of [...header].reverse().slice(0, most)) {
    const index = header.lastIndexOf(name);
    if (isOfWords?.(index)) continue;
    try {
      const column = (await read(name)).column(index);
      if (column.some((value) => value !== column[0])) return name;
      still ??= name;
    } catch {
      return name; // of what is wrong with it the fit tells
    }
  }
  return still;
}

/** A sentence where the names of the columns may be the first row. */
export function namelessNote(file: string, header: readonly string[]): string[] {
  const isText = /\.(csv|tsv)$/i.test(file);
  const numbers = header.filter((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  if (!isText || header.length === 0 || numbers.length < header.length) return [];
  return ['The first row is taken for the names of the columns, and there are only numbers in it: where the file has none, write a line of names above them.'];
}

/** What goes into a column, where all that are not of time are called so: u into y. */
export function inputsOf(header: readonly string[], target: string): readonly string[] | undefined {
  const system = systemIn(header.filter((name) => !isTimeName(name)));
  return system?.outputs.includes(target) ? system.inputs : undefined;
}
