/** What separates the columns of a table: the comma, semicolon or tab its first line has most of. */
export function separatorOf(text: string): string {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const count = (character: string) => firstLine.split(character).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
