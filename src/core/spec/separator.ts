/** What separates the columns of a table: of a `.tsv` file the tab, else the comma, semicolon or tab its header has most of, those within quotes aside. */
export function separatorOf(text: string, file: string): string {
  if (/\.tsv$/i.test(file)) return '\t';
  const [header] = /^(?:"[^"]*"|[^"\r\n]+)*/.exec(text)!;
  const unquoted = header.replace(/"[^"]*"/g, '');
  const count = (character: string) => unquoted.split(character).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** A table without the blank lines at its end. A tab is no blank: behind it is an empty cell. */
export function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[^\S\t]/.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}
