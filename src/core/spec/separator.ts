/** What separates the columns of a table: the comma, semicolon or tab its header has most of, those within quotes aside. */
export function separatorOf(text: string): string {
  const [header] = /^(?:"[^"]*"|[^"\r\n]+)*/.exec(text)!;
  const unquoted = header.replace(/"[^"]*"/g, '');
  const count = (character: string) => unquoted.split(character).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
