/** The cells of a table's rows (RFC 4180): between quotes separators and line ends are letters like others, and two quotes are one. */
export function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
  const end = (): void => { row.push(cell); rows.push(row); [row, cell] = [[], '']; };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    if (letter === '"' && (isQuoted || cell === '')) {
      if (isQuoted && text[i + 1] === '"') cell += text[i++];
      else isQuoted = !isQuoted;
    } else if (isQuoted) cell += letter;
    else if (letter === separator) { row.push(cell); cell = ''; }
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[i + 1] === '\n') i++;
      end();
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) end();
  return rows;
}
