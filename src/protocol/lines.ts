const longestLine = 16 * 1024 * 1024;

/** Cuts a stream of text chunks into lines. A torn last line waits for the rest of it. */
export class LineReader {
  #rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  /** @throws Error for a line of more than 16 Mi characters, which nobody of ours sends. */
  push(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > longestLine) throw new Error('A line is too long.');
    for (const line of lines) if (line !== '') this.onLine(line);
  }
}
