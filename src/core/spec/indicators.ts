/** A column that a table does not have as such: 1 in the rows where another one says a word, 0 in all others. */
export interface Indicator {
  readonly column: string;
  readonly word: string;
}

/** As it is named where columns are: `kind = slow`. */
export const indicatorName = ({ column, word }: Indicator): string => `${column} = ${word}`;

/** What a name that is none of a column's asks for; undefined where it asks for nothing. */
export function indicatorIn(header: readonly string[], name: string): Indicator | undefined {
  const column = header.includes(name) ? undefined : header.find(each => name.startsWith(`${each} = `));
  return column === undefined ? undefined : { column, word: name.slice(column.length + 3) };
}

/** The columns that a name may be of: itself, and that of an indicator. */
export const columnsOfName = (name: string): string[] => [name, ...Array.from(name.matchAll(/ = /g), ({ index }) => name.slice(0, index))];
