import { posix } from 'node:path';

// Of the module `vscode` that stands in for VS Code's: what says where something is.

export class Uri {
  static file = (path: string): Uri => new Uri('file', path);
  static parse = (text: string): Uri => new Uri(text.slice(0, text.indexOf(':')), decodeURIComponent(text.slice(text.indexOf(':') + 3)));
  static joinPath = (uri: Uri, ...parts: string[]): Uri => uri.with({ path: posix.join(uri.path, ...parts) });

  constructor(readonly scheme: string, readonly path: string) {}

  get fsPath(): string {
    return this.path;
  }

  with({ path }: { path: string }): Uri {
    return new Uri(this.scheme, path);
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

export class Position {
  constructor(readonly line: number, readonly character: number) {}

  translate(lines: number, characters: number): Position {
    return new Position(this.line + lines, this.character + characters);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(...at: [start: Position, end: Position] | [line: number, character: number, endLine: number, endCharacter: number]) {
    this.start = at.length === 2 ? at[0] : new Position(at[0], at[1]);
    this.end = at.length === 2 ? at[1] : new Position(at[2], at[3]);
  }

  intersection({ start, end }: Range): Range | undefined {
    const [from, to] = [isBefore(this.start, start) ? start : this.start, isBefore(this.end, end) ? this.end : end];
    return isBefore(to, from) ? undefined : new Range(from, to);
  }
}

const isBefore = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);

export class Location {
  constructor(readonly uri: Uri, readonly range: Range) {}
}
