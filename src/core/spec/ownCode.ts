/** The code of a file that a person wrote, wherever it came from. */
export interface OwnCode {
  /** What the file's default export makes. @param given sizes and options of a cell, options of a task */
  make(given: object): unknown;
  /** Calls something of the file's: what it throws comes out as a sentence that names the place. @param of the function of theirs: its place, where what is thrown has none */
  call<T>(f: () => T, of?: unknown): T;
  /** Of all that the files say. */
  readonly hash?: string;
  /** Where a function of the files is written, or within it the names, one after another: `./cells/mine.ts:4:3`. Without a function, of what the default export is. */
  place?(f: unknown, ...names: readonly string[]): string | undefined;
}

/** What is wrong with code that a person wrote: a sentence that begins with the file. */
export class OwnCodeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OwnCodeError'; // a name that a minifier leaves alone
  }
}
