import { readFile, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { OwnCellError } from '../../../core/cells/own.ts';

/** A file of a person's, as JavaScript that `require`s what it imports. */
export interface CompiledFile {
  /** As sentences name it: by its path from the experiment. */
  readonly name: string;
  readonly code: string;
  /** A source map: where each piece of the code stands in the file. Lines are the same. */
  readonly map: object;
  /** The files that it imports, by what it calls them. */
  readonly imports: ReadonlyMap<string, string>;
}

/** A file that makes a cell and all that it imports, by their paths. */
export interface CompiledCell {
  readonly entry: string;
  readonly files: ReadonlyMap<string, CompiledFile>;
}

/** The package that a cell imports its operations from. */
export const unfoldPackage = 'unfold';

/** Compiles the file of a cell, and the files of the same disk that it imports. @param folder that of the experiment @throws OwnCellError */
export async function compileCell(file: string, folder: string): Promise<CompiledCell> {
  const entry = resolve(folder, file);
  if (!await isFile(entry)) throw new OwnCellError(`${file} is not there: no file ${entry}.`);
  const files = new Map<string, CompiledFile>();
  const waiting = [entry];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (files.has(next)) continue;
    const compiled = await compileFile(next, folder);
    files.set(next, compiled);
    waiting.push(...compiled.imports.values());
  }
  return { entry, files };
}

async function compileFile(path: string, folder: string): Promise<CompiledFile> {
  const name = nameOf(path, folder);
  const source = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new OwnCellError(`${name} cannot be read (${error.code ?? error.message}).`);
  });
  const { code, map } = await strip(source, path, name);
  return { name, code, map, imports: await importsOf(code, source, path, name) };
}

/** `./cells/mine.ts`, wherever this runs. */
function nameOf(path: string, folder: string): string {
  const way = relative(folder, path).replaceAll(sep, '/');
  return way.startsWith('.') ? way : `./${way}`;
}

/** Takes the types away. The compiler is only loaded where somebody has a cell of their own. */
async function strip(source: string, path: string, name: string): Promise<{ code: string; map: object }> {
  const { transform } = await import('sucrase');
  try {
    const { code, sourceMap } = transform(source, {
      transforms: /\.[cm]?ts$/.test(path) ? ['typescript', 'imports'] : ['imports'], filePath: path, disableESTransforms: true, preserveDynamicImport: true, production: true,
      sourceMapOptions: { compiledFilename: path },
    });
    return { code, map: sourceMap! };
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const what = message.replace(/^Error transforming .*?: /, '').replace(/ \(\d+:\d+\)$/, '');
    throw new OwnCellError(`${name}${loc ? `:${loc.line}:${loc.column}` : ''}: ${what}.`);
  }
}

/** @returns the file that each import means @throws OwnCellError where there is none */
async function importsOf(code: string, source: string, path: string, name: string): Promise<Map<string, string>> {
  const asked = new Set(Array.from(code.matchAll(/\brequire\((['"])(.*?)\1\)/g), (match) => match[2]!).filter((specifier) => specifier !== unfoldPackage));
  const found = new Map<string, string>();
  for (const specifier of asked) {
    const wrong = (why: string) => new OwnCellError(`${name}:${placeOf(specifier, source)}: imports '${specifier}', ${why}`);
    if (!/^\.\.?\//.test(specifier)) throw wrong(`but a cell imports '${unfoldPackage}' and files by their paths, which begin with ./ or ../.`);
    const file = await firstFile(resolve(dirname(path), specifier));
    if (file === undefined) throw wrong('which is not there.');
    found.set(specifier, file);
  }
  return found;
}

function placeOf(specifier: string, source: string): string {
  const offset = Math.max(source.indexOf(`'${specifier}'`), source.indexOf(`"${specifier}"`), 0);
  const before = source.slice(0, offset).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}

/** `./helper` may be helper.ts, `./helper.js` what will be made of it. */
async function firstFile(path: string): Promise<string | undefined> {
  const written = path.replace(/\.([cm]?)js$/, '.$1ts');
  for (const candidate of [path, written, `${path}.ts`, `${path}.js`, `${path}.mts`, `${path}.mjs`, `${path}/index.ts`, `${path}/index.js`]) {
    if (await isFile(candidate)) return candidate;
  }
  return undefined;
}

const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);
