import { Console } from 'node:console';
import { compileFunction } from 'node:vm';
import { OwnCodeError } from '../../../core/spec/ownCode.ts';
import type { OwnCode } from '../../../core/spec/ownCode.ts';
import { strictModule } from '../../own/strictModule.ts';
import { unfoldPackage } from './compile.ts';
import type { CompiledCode } from './compile.ts';
import { located, placeOf } from './places.ts';
import { readJson } from './readJson.ts';

/** Hears when code of a person's begins and ends, and of which file it is. */
export interface Watch {
  enter(file: string): void;
  leave(): void;
}

/** What a person's mistake is thrown from may lie deep in TensorFlow.js. */
const deepest = 60;

/**
 * Runs the file of a cell or a task, once. It runs in this process with all that this process may: only where a person trusts it.
 * @param operations what it imports from 'unfold' @param test what it imports from 'unfold/test', where it is a test and makes nothing
 * @throws OwnCodeError, a sentence that begins with the place in the file
 */
export function evaluate({ entry, files, hash }: CompiledCode, operations: object, watch?: Watch, test?: object, what: OwnKind = 'cell'): OwnCode {
  Error.stackTraceLimit = Math.max(Error.stackTraceLimit, deepest);
  const { name } = files.get(entry)!;
  /** Whether what runs makes the cell; else it steps. */
  let making = false;
  const call = <T>(f: () => T, of?: unknown): T => {
    watch?.enter(name);
    try {
      return f();
    } catch (error) {
      throw error instanceof OwnCodeError ? error : located(error, files, placeOf(of, [], files) ?? name, operations);
    } finally {
      watch?.leave();
    }
  };
  const made = <T>(f: () => T, of?: unknown): T => {
    making = true;
    try {
      return call(f, of);
    } finally {
      making = false;
    }
  };
  const unfold = strictModule(inSteps(operations, () => making && !test, call), unfoldPackage);
  const modules = new Map<string, { exports: unknown }>();
  const exports = made(() => load(entry));
  const maker = test ? none : makerIn(exports, f => placeOf(f, [], files) ?? name, what);
  return { call, hash, make: (sizes) => made(() => maker(sizes), maker), place: (f, ...names) => placeOf(f === undefined ? maker : f, names, files) };

  function load(path: string): unknown {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(path, module);
    const { code, imports, name, source } = files.get(path)!;
    if (path.endsWith('.json')) return module.exports = readJson(source, name);
    const require = (specifier: string): unknown => (specifier === unfoldPackage ? unfold : specifier === testPackage && test ? strictModule(test, specifier) : imported(specifier, imports.get(specifier)));
    compiled(code, path, name)(module.exports, require, module, ownConsole);
    return module.exports;
  }

  function imported(specifier: string, file: string | OwnCodeError | undefined): unknown {
    if (file instanceof OwnCodeError) throw file;
    if (file === undefined) throw new Error(`'${specifier}' is imported by a name that only comes about as the file runs: write it out`);
    const exports = load(file);
    return file.endsWith('.json') || !(exports instanceof Object) ? exports : strictModule(exports, specifier);
  }
}

/**
 * The operations as a cell may use them: within a step. A tensor that is made before would belong to nobody, or be gone by then.
 * `customGrad` makes none by itself; the gradient that a person writes for it is their code as well.
 */
function inSteps(operations: object, isMaking: () => boolean, call: OwnCode['call']): Record<string, unknown> {
  const wrapped = Object.entries(operations).map(([name, operation]: [string, unknown]) => [name, isDefinition(name) || typeof operation !== 'function' ? operation : (...args: unknown[]): unknown => {
    if (isMaking() && name !== 'customGrad') throw new Error(`${name} makes a tensor outside of \`step\`, before there is anything to compute with: make it within \`step\`.`);
    try {
      return (operation as (...args: unknown[]) => unknown)(...(name === 'customGrad' ? args.map((f) => withGradient(f, call)) : args));
    } catch (error) {
      throw args.some(isGone) ? new Error(`${name} is given a tensor that is there no more: nothing but the state goes from one step to the next.`, { cause: error }) : error;
    }
  }]);
  return Object.fromEntries(wrapped) as Record<string, unknown>;
}

/** Whether it is a tensor that is disposed: TensorFlow.js has no words of its own for that. */
const isGone = (value: unknown): boolean => (value as { readonly isDisposed?: unknown } | null | undefined)?.isDisposed === true;

type WithGradient = (...inputs: unknown[]) => { readonly gradFunc?: unknown };

function withGradient(f: unknown, call: OwnCode['call']): unknown {
  if (typeof f !== 'function') return f;
  return (...inputs: unknown[]) => {
    const result = (f as WithGradient)(...inputs);
    const { gradFunc } = result;
    return typeof gradFunc !== 'function' ? result : { ...result, gradFunc: (...given: unknown[]) => call(() => (gradFunc as (...given: unknown[]) => unknown)(...given)) };
  };
}

const testPackage = 'unfold/test';
const none: OwnCode['make'] = () => undefined;

/** What a person prints to look at it does not mix with what this process has to say: a program may read that. */
const ownConsole = new Console(process.stderr);

type ModuleFunction = (exports: unknown, require: (specifier: string) => unknown, module: { exports: unknown }, console: Console) => void;

function compiled(code: string, path: string, name: string): ModuleFunction {
  try {
    return compileFunction(code, ['exports', 'require', 'module', 'console'], { filename: path }) as ModuleFunction;
  } catch (error) {
    // V8 shows the line, and under it where in the line.
    const [, line, , marks = ''] = /:(\d+)\n(.*)\n(\s*)\^/.exec((error as Error).stack ?? '') ?? [];
    throw new OwnCodeError(`${name}${line === undefined ? '' : `:${line}:${marks.length + 1}`}: ${(error as Error).message}.`);
  }
}

/** What a file is asked to make. */
export type OwnKind = 'cell' | 'task';

/** How each is written. */
const examples: Readonly<Record<OwnKind, string>> = { cell: 'export default defineCell(({ inputSize, hiddenSize }) => …)', task: 'export default defineTask(({ options }) => …)' };

/** Of those that say what a file makes, which make no tensors. */
const isDefinition = (name: string): boolean => name.startsWith('define');

/** @param at the place of a function in its file; of anything else that is its name */
function makerIn(exports: unknown, at: (f: unknown) => string, what: OwnKind): OwnCode['make'] {
  const made = exports instanceof Object && typeof exports !== 'function' ? (exports as { default?: unknown }).default : exports;
  if (made === undefined) throw new OwnCodeError(`${at(made)} has no default export: a ${what} is \`${examples[what].replace(/\(\(.*/, '(…)')}\`.`);
  if (typeof made !== 'function') throw new OwnCodeError(`${at(made)} exports ${made === null ? 'null' : `a thing of type ${typeof made}`} as default, which is no ${what}: \`${examples[what]}\` is one.`);
  if (/^class\b/.test(Function.prototype.toString.call(made))) throw new OwnCodeError(`${at(made)}: a class is no ${what} by itself: a function makes one of it, \`${examples[what].replace(/\(\(.*/, '(given => new ' + (made.name || 'Mine') + '(given))')}\`.`);
  return made as OwnCode['make'];
}
