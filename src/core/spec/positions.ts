import { findNodeAtLocation, findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import type { Path, Problem, Span, SpecError } from './problem.ts';

/** Finds the place of a field in the text of an experiment. */
export class Positions {
  readonly #text: string;
  readonly #root: Node | undefined;
  readonly #lineStarts: readonly number[];

  /** @param root the text's syntax tree; undefined for a text without a value */
  constructor(text: string, root: Node | undefined) {
    this.#text = text;
    this.#root = root;
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), match => match.index + match[0].length)];
  }

  /** The value at a path. Of an object or list that spans lines: its key. Of a field left out: what it is missing from. */
  value(path: Path): Span {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#find(path.slice(0, length));
      if (node) return this.#handle(node);
    }
    return this.span(0, 1);
  }

  /** All of the value at a path. */
  whole(path: Path): Span {
    const node = this.#find(path);
    return node ? this.span(node.offset, node.length) : this.value(path);
  }

  /** The name of the field at a path. */
  key(path: Path): Span {
    const key = this.#find(path)?.parent?.children?.[0];
    return key ? this.span(key.offset, key.length) : this.value(path);
  }

  /** Whether there is such a field. */
  has(path: Path): boolean {
    return this.#find(path) !== undefined;
  }

  /** Just behind the opening bracket of the object or list at a path. */
  inside(path: Path): Span {
    return this.span((this.#find(path)?.offset ?? 0) + 1, 0);
  }

  /** The text that is a value at an offset, and its place, quotes and all. */
  textAt(offset: number): { readonly path: Path; readonly text: string; readonly span: Span } | undefined {
    const node = this.#root && findNodeAtOffset(this.#root, offset, true);
    if (node?.type !== 'string' || (node.parent?.type === 'property' && node.parent.children?.[0] === node)) return undefined;
    return { path: getNodePath(node), text: String(node.value), span: this.span(node.offset, node.length) };
  }

  /** The path of the field whose name or simple value is at an offset. */
  pathAt(offset: number): Path | undefined {
    const node = this.#root && findNodeAtOffset(this.#root, offset, true);
    return node === undefined || node.type === 'object' || node.type === 'array' ? undefined : getNodePath(node);
  }

  /** @param offset in UTF-16 code units, from 0 */
  span(offset: number, length: number): Span {
    const start = this.#at(offset);
    const end = this.#at(Math.min(offset + length, Math.max(offset, this.#text.length)));
    return { ...start, endLine: end.line, endColumn: end.column };
  }

  /** Places an error that knows its field. Where that is left out, there is nothing to change. */
  problem(error: SpecError): Problem {
    const { message, path, severity, fix } = error;
    return { ...this.value(path), message, severity, rule: 'meaning', path, ...(fix && this.has(path) && { fix }) };
  }

  #find(path: Path): Node | undefined {
    return this.#root && findNodeAtLocation(this.#root, [...path]);
  }

  #handle(node: Node): Span {
    const composed = node.type === 'object' || node.type === 'array';
    if (!composed) return this.span(node.offset, node.length);
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return key ? this.span(key.offset, key.length) : this.span(node.offset, 1);
  }

  #at(offset: number): { line: number; column: number } {
    const line = this.#lineStarts.filter(start => start <= offset).length;
    return { line, column: offset - (this.#lineStarts[line - 1] ?? 0) + 1 };
  }
}
