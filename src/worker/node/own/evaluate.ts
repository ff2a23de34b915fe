import { Console } from 'node:console';
import { SourceMap } from 'node:module';
import { compileFunction } from 'node:vm';
import { OwnCellError } from '../../../core/cells/own.ts';
import type { OwnCode } from '../../../core/cells/own.ts';
import { strictModule } from '../../own/strictModule.ts';
import { unfoldPackage } from './compile.ts';
import type { CompiledCell, CompiledFile } from './compile.ts';

/** Hears when code of a person's begins and ends, and of which file it is. */
export interface Watch {
  enter(file: string): void;
  leave(): void;
}

/**
 * Runs the file of a cell, once. It runs in this process with all that this process may: only where a person trusts it.
 * @param operations what it imports from 'unfold'
 * @throws OwnCellError, a sentence that begins with the place in the file
 */
export function evaluate({ entry, files }: CompiledCell, operations: object, watch?: Watch): OwnCode {
  const unfold = strictModule(operations, unfoldPackage);
  const modules = new Map<string, { exports: object }>();
  const { name } = files.get(entry)!;
  const call = <T>(f: () => T): T => {
    watch?.enter(name);
    try {
      return f();
    } catch (error) {
      throw error instanceof OwnCellError ? error : located(error, files, name);
    } finally {
      watch?.leave();
    }
  };
  const make = makerIn(call(() => load(entry)), name);
  return { call, make };

  function load(path: string): object {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const { code, imports, name } = files.get(path)!;
    const require = (specifier: string): object => (specifier === unfoldPackage ? unfold : strictModule(load(imports.get(specifier)!), specifier));
    compiled(code, path, name)(module.exports, require, module, ownConsole);
    return module.exports;
  }
}

/** What a person prints to look at it does not mix with what this process has to say: a program may read that. */
const ownConsole = new Console(process.stderr);

type ModuleFunction = (exports: object, require: (specifier: string) => object, module: { exports: object }, console: Console) => void;

function compiled(code: string, path: string, name: string): ModuleFunction {
  try {
    return compileFunction(code, ['exports', 'require', 'module', 'console'], { filename: path }) as ModuleFunction;
  } catch (error) {
    // V8 shows the line, and under it where in the line.
    const [, line, , marks = ''] = /:(\d+)\n(.*)\n(\s*)\^/.exec((error as Error).stack ?? '') ?? [];
    throw new OwnCellError(`${name}${line === undefined ? '' : `:${line}:${marks.length + 1}`}: ${(error as Error).message}.`);
  }
}

function makerIn(exports: object, name: string): OwnCode['make'] {
  const made = typeof exports === 'function' ? exports : (exports as { default?: unknown }).default;
  if (made === undefined) throw new OwnCellError(`${name} has no default export: a cell is \`export default defineCell(…)\`.`);
  if (typeof made !== 'function') throw new OwnCellError(`${name} exports ${made === null ? 'null' : `a thing of type ${typeof made}`} as default, which is no cell: \`export default defineCell(({ inputSize, hiddenSize }) => …)\` is one.`);
  return made as OwnCode['make'];
}

/** What was thrown, with the first place of its stack that is in the person's files. */
function located(error: unknown, files: ReadonlyMap<string, CompiledFile>, name: string): OwnCellError {
  const { message, name: kind = 'Error', stack = '' } = error instanceof Object ? error as Partial<Error> : { message: String(error) };
  const what = `${kind === 'Error' ? '' : `${kind}: `}${(message ?? String(error)).trim().split('\n')[0]!}`;
  return new OwnCellError(`${placeIn(stack, files) ?? name}: ${/[.!?]$/.test(what) ? what : `${what}.`}`);
}

function placeIn(stack: string, files: ReadonlyMap<string, CompiledFile>): string | undefined {
  for (const line of stack.split('\n')) {
    const [, row, column] = /:(\d+):(\d+)\)?$/.exec(line) ?? [];
    const found = row === undefined ? undefined : [...files].find(([path]) => line.includes(`${path}:${row}:`));
    if (found) return `${found[1].name}:${row}:${columnIn(found[1], Number(row), Number(column))}`;
  }
  return undefined;
}

/** Lines are those of the file; columns are not. */
function columnIn({ map }: CompiledFile, row: number, column: number): number {
  const entry = new SourceMap(map as ConstructorParameters<typeof SourceMap>[0]).findEntry(row - 1, column - 1);
  return 'originalColumn' in entry ? entry.originalColumn + 1 : column;
}
