import { SourceMap } from 'node:module';
import { OwnCodeError } from '../../../core/spec/ownCode.ts';
import type { CompiledFile } from './compile.ts';

type Files = ReadonlyMap<string, CompiledFile>;

/** What was thrown, with the first place of its stack that is in the person's files. @param name of the file, or of a place in it, where there is none @param operations that it may take for methods */
export function located(error: unknown, files: Files, name: string, operations: object = {}): OwnCodeError {
  const { message, name: kind = 'Error', stack = '' } = error instanceof Object ? error as Partial<Error> : { message: String(error) };
  const what = `${kind === 'Error' ? '' : `${kind}: `}${asWritten((message ?? String(error)).trim().split('\n')[0]!, operations)}`;
  return new OwnCodeError(`${placeIn(stack, files) ?? name}: ${/[.!?]$/.test(what) ? what : `${what}.`}`);
}

/** Names of what is imported as the file has them, not as it is compiled: `matMul(...)` for `_unfold.matMul.call(...)`. */
function asWritten(message: string, operations: object): string {
  const [, method = ''] = /\.(\w+) is not a function$/.exec(message) ?? [];
  const hint = Object.hasOwn(operations, method) ? `: operations are functions, ${method}(…), imported from 'unfold'` : '';
  return message.replaceAll(/\b_\w+\.(\w+)\.call\b/g, '$1') + hint;
}

function placeIn(stack: string, files: Files): string | undefined {
  for (const line of stack.split('\n')) {
    const [, row, column] = /:(\d+):(\d+)\)?$/.exec(line) ?? [];
    const found = row === undefined ? undefined : [...files].find(([path]) => line.includes(`${path}:${row}:`));
    if (found) return nameOf(found[1], Number(row), Number(column));
  }
  return undefined;
}

/** Where a function of theirs is written, or within it the names, one after another, as far as they are found. */
export function placeOf(f: unknown, names: readonly string[], files: Files): string | undefined {
  if (typeof f !== 'function') return undefined;
  const text = Function.prototype.toString.call(f);
  const file = [...files.values()].find(({ code }) => code.includes(text));
  if (!file) return undefined;
  const before = file.code.slice(0, file.code.indexOf(text) + within(text, names)).split('\n');
  return nameOf(file, before.length, before.at(-1)!.length + 1);
}

/** Of `return` the last: those before may be of functions within. */
function within(text: string, names: readonly string[]): number {
  let offset = 0;
  for (const name of names) {
    const found = name === 'return' ? text.lastIndexOf('return') - offset : text.slice(offset).search(new RegExp(`(?<![\\w.$])${literal(name)}\\b(?=\\s*[:,(}])`));
    if (found < 0) break;
    offset += found;
  }
  return offset;
}

/** As a pattern that is nothing but the name. */
const literal = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Lines are those of the file; columns are not. */
function nameOf({ name, map }: CompiledFile, row: number, column: number): string {
  const entry = map && new SourceMap(map as ConstructorParameters<typeof SourceMap>[0]).findEntry(row - 1, column - 1);
  return `${name}:${row}:${entry && 'originalColumn' in entry ? entry.originalColumn + 1 : column}`;
}
