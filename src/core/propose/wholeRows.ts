const [newline, carriage, quote] = [10, 13, 34];

/** The beginning of a table up to where its last whole row ends: a line may end within a quoted cell, and the row goes on. */
export function wholeRows(bytes: Uint8Array, separator: string): Uint8Array {
  const mark = separator.charCodeAt(0);
  let [quoted, closing, begin, end] = [false, false, bytes[0] === 0xEF ? 3 : 0, 0]; // behind a byte order mark
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]!;
    if (quoted) {
      if (c === quote) closing = !closing; // two of them within a quoted cell are one that it holds
      if (c === quote || !closing) continue;
      quoted = closing = false;
    }
    if (c === quote && i === begin) quoted = true;
    else if (c === mark || c === carriage || c === newline) begin = i + 1;
    if (c === newline) end = i + 1;
  }
  return bytes.subarray(0, end);
}
