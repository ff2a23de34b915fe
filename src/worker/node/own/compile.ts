import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { OwnCodeError } from '../../../core/spec/ownCode.ts';
import { furthestError } from './furthestError.ts';
import { disk, nameIn } from './sources.ts';
import type { Sources } from './sources.ts';

/** A file of a person's, as JavaScript that `require`s what it imports. */
export interface CompiledFile {
  /** As sentences name it: by its path from the experiment. */
  readonly name: string;
  readonly source: string;
  readonly code: string;
  /** A source map: where each piece of the code stands in the file. Lines are the same. Data have none. */
  readonly map?: object;
  /** The files that it imports, by what it calls them, or why there is none: it may only speak of importing. */
  readonly imports: ReadonlyMap<string, string | OwnCodeError>;
}

/** A file that makes a cell or a task, and all that it imports, by their paths. */
export interface CompiledCode {
  readonly entry: string;
  readonly files: ReadonlyMap<string, CompiledFile>;
  /** Of all the files: another one, where any of them is another. */
  readonly hash: string;
}

/** The package that code of a person's imports what it needs from. */
export const unfoldPackage = 'unfold';

/** Compiles the file of a cell or a task, and the files of the same disk that it imports. @param folder that of the experiment @throws OwnCodeError */
export async function compileCode(file: string, folder: string, sources: Sources = disk): Promise<CompiledCode> {
  const entry = resolve(folder, file);
  if (!await sources.has(entry)) throw new OwnCodeError(`${file} is not there: no file ${entry}.`);
  const astray = await sources.strays(entry);
  if (astray !== undefined) throw new OwnCodeError(`${file} is ${outside(astray)}`);
  const files = new Map<string, CompiledFile>();
  const waiting = [entry];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) continue;
    const compiled = await compileFile(next, folder, sources);
    files.set(next, compiled);
    waiting.push(...[...compiled.imports.values()].filter((path) => typeof path === 'string'));
  }
  return { entry, files, hash: hashOf([...files.values()]) };
}

const outside = (place: string): string => `outside of this workspace (${place}): code runs only from a folder that you opened here.`;

/** Sixteen digits tell any two files of a person's apart. */
const digits = 16;

function hashOf(files: readonly CompiledFile[]): string {
  const parts = files.map(({ name, source }) => `${name}\0${source}\0`).sort();
  return createHash('sha256').update(parts.join('')).digest('hex').slice(0, digits);
}

async function compileFile(path: string, folder: string, sources: Sources): Promise<CompiledFile> {
  const name = nameIn(folder, path);
  const source = await sources.read(path).catch((error: NodeJS.ErrnoException) => {
    throw new OwnCodeError(`${name} cannot be read (${error.code ?? error.message}).`);
  });
  if (path.endsWith('.json')) return { name, source, code: '', imports: new Map() };
  const { code, map } = await strip(source, path, name);
  checkNamespaces(source, code, name);
  return { name, source, code, map, imports: await importsOf(code, source, { path, name, sources }) };
}

/** What takes types away. It is only loaded where somebody has a cell of their own. */
export const loadCompiler = () => import('sucrase');

/** Takes the types away. */
async function strip(source: string, path: string, name: string): Promise<{ code: string; map: object }> {
  const { transform } = await loadCompiler();
  try {
    const { code, sourceMap } = furthestError(source, () => transform(source, {
      transforms: /\.[cm]?ts$/.test(path) ? ['typescript', 'imports'] : ['imports'], filePath: path, disableESTransforms: true, preserveDynamicImport: true, production: true,
      sourceMapOptions: { compiledFilename: path },
    }));
    return { code, map: sourceMap! };
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const what = message.replace(/^Error transforming .*?: /, '').replace(/ \(\d+:\d+\)$/, '');
    throw new OwnCodeError(`${name}${loc ? `:${loc.line}:${loc.column}` : ''}: ${what}.`);
  }
}

/** What computes within a namespace would be taken away with the types, without a word. A comment may read like one: it is still there. */
function checkNamespaces(source: string, code: string, name: string): void {
  const left = code.split('\n');
  for (const { 0: whole, 1: indent = '', 2: namespace, index } of source.matchAll(/^([ \t]*)(?:export\s+)?(?:namespace|module)\s+([\w$.]+)\s*\{.*/gm)) {
    const row = source.slice(0, index).split('\n').length;
    const body = /\}\s*$/.test(whole) ? whole : source.slice(index).split(`\n${indent}}`)[0]!;
    if (left[row - 1]!.includes(`${namespace} {`) || !/\b(?:const|let|var|function|class|enum)\b/.test(body)) continue;
    throw new OwnCodeError(`${name}:${row}:${indent.length + 1}: a namespace is not supported, since types are only taken away here: write what is in ${namespace} without it, or in a file to import.`);
  }
}

interface Importing {
  readonly path: string;
  readonly name: string;
  readonly sources: Sources;
}

/** What each import means. A comment may read like one: what is wrong is said when it is really asked for. */
async function importsOf(code: string, source: string, { path, name, sources }: Importing): Promise<Map<string, string | OwnCodeError>> {
  const asked = new Set(Array.from(code.matchAll(/\brequire\((['"])(.*?)\1\)/g), (match) => match[2]!.replaceAll('\\\\', '\\')).filter((specifier) => specifier !== unfoldPackage));
  const found = new Map<string, string | OwnCodeError>();
  for (const specifier of asked) {
    const wrong = (why: string) => new OwnCodeError(`${name}:${placeOf(specifier, source)}: imports '${specifier}', ${why}`);
    found.set(specifier, await meant(specifier, wrong));
  }
  return found;

  async function meant(specifier: string, wrong: (why: string) => OwnCodeError): Promise<string | OwnCodeError> {
    if (specifier.startsWith('.') && specifier.includes('\\')) return wrong('but in a path here, folders are parted by /.');
    if (!/^\.\.?\//.test(specifier)) return wrong(`but there is '${unfoldPackage}' to import, and files by their paths, which begin with ./ or ../.`);
    const file = await firstFile(resolve(dirname(path), specifier), sources);
    if (file === undefined) return wrong('which is not there.');
    const astray = await sources.strays(file);
    return astray === undefined ? file : wrong(`which is ${outside(astray)}`);
  }
}

function placeOf(specifier: string, source: string): string {
  const quoted = [specifier, specifier.replaceAll('\\', '\\\\')].map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const found = new RegExp(`(?:from|import|require\\()\\s*(?=(['"])(?:${quoted})\\1)`).exec(source);
  const before = source.slice(0, found ? found.index + found[0].length : 0).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

/** `./helper` may be helper.ts, `./helper.js` what will be made of it. */
async function firstFile(path: string, sources: Sources): Promise<string | undefined> {
  const written = path.replace(/\.([cm]?)js$/, '.$1ts');
  for (const candidate of [path, written, `${path}.ts`, `${path}.js`, `${path}.mts`, `${path}.mjs`, `${path}/index.ts`, `${path}/index.js`]) {
    if (await sources.has(candidate)) return candidate;
  }
  return undefined;
}
