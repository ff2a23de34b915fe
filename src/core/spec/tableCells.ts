import { separatorOf } from './separator.ts';

const [newline, carriage, quote] = [10, 13, 34];

/** The columns that the first line of a table names; none of no text, and where a quote of it never ends. */
export function headerOf(text: string, file: string): string[] {
  if (text === '') return [];
  const mark = separatorOf(text, file).charCodeAt(0);
  const ends = (at: number): boolean => [mark, newline, carriage].includes(text.charCodeAt(at));
  const header: string[] = [];
  for (let from = 0; ;) {
    const isQuoted = text.charCodeAt(from) === quote;
    let to = isQuoted ? behindQuotes(text, from) : from;
    if (isQuoted && to === 0) return [];
    while (to < text.length && !ends(to)) to++;
    header.push(cellOf(text, from, to));
    if (text.charCodeAt(to) !== mark) return header;
    from = to + 1;
  }
}

/** What a cell says, without the blanks around it. */
export const cellOf = (text: string, from: number, to: number): string => unquoted(text, from, to).trim();

/** What a cell says: what stands behind its quotes belongs to it. */
export function unquoted(text: string, from: number, to: number): string {
  if (from >= to || text.charCodeAt(from) !== quote) return text.slice(from, to);
  const behind = behindQuotes(text, from);
  return `${text.slice(from + 1, behind - 1).replaceAll('""', '"')}${text.slice(behind, to)}`;
}

/** Where the quotes that open a cell there have ended; 0 where they never do. */
export function behindQuotes(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
  return end + 1;
}
