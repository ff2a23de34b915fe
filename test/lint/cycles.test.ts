import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import type { Rule } from 'eslint';
import ts from 'typescript';
import { expect, test } from 'vitest';

const { circlesOf, cyclesAmong, importedBy } = await import(pathToFileURL(join(process.cwd(), 'scripts/lint/cycles.mjs')).href) as {
  circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number>;
  cyclesAmong(read: () => Map<string, ReadonlySet<string>>): Rule.RuleModule;
  importedBy(file: ts.SourceFile): ReadonlySet<string>;
};

const parse = (text: string) => ts.createSourceFile('/a/b/this.ts', text, ts.ScriptTarget.Latest);

test.each([
  ["import { x } from './other.ts';", ['/a/b/other.ts']],
  ["import x from '../c/other.ts';", ['/a/c/other.ts']],
  ["import './other.ts';", ['/a/b/other.ts']],
  ["import * as all from './other.ts';", ['/a/b/other.ts']],
  ["export { x } from './other.ts';", ['/a/b/other.ts']],
  ["export * from './other.ts';", ['/a/b/other.ts']],
  ["import { type X, y } from './other.ts';", ['/a/b/other.ts']],
  ["import x, { type X } from './other.ts';", ['/a/b/other.ts']],
  ["export const late = async () => { if (1) return (await import('./other.ts')).x; };", ['/a/b/other.ts']],
  ["import type { X } from './other.ts';", []],
  ["import { type X, type Y } from './other.ts';", []],
  ["export type { X } from './other.ts';", []],
  ["export type X = import('./other.ts').X;", []],
  ["import { x } from 'elsewhere';", []],
])('%s needs %j as it runs', (text, files) => {
  expect([...importedBy(parse(text))]).toEqual(files);
});

/** Who stands in one circle with others, by letters: `a: 'bc'` imports b and c. */
function together(imports: Readonly<Record<string, string>>): string[] {
  const circles = circlesOf(new Map(Object.entries(imports).map(([file, others]) => [file, new Set(others)])));
  const groups = new Map<number, string>();
  for (const [file, circle] of circles) groups.set(circle, (groups.get(circle) ?? '') + file);
  return [...groups.values()].filter(({ length }) => length > 1).map(group => [...group].sort().join('')).sort();
}

test.each([
  [{ a: 'b', b: 'c', c: '' }, []],
  [{ a: 'bc', b: 'd', c: 'd', d: '' }, []],
  [{ a: 'b', b: 'a' }, ['ab']],
  [{ a: 'b', b: 'c', c: 'a', d: 'a' }, ['abc']],
  [{ a: 'b', b: 'ac', c: 'd', d: 'c', e: 'ad' }, ['ab', 'cd']],
  [{ a: 'bd', b: 'c', c: 'a', d: 'e', e: 'b' }, ['abcde']],
])('of %j stand in a circle: %j', (imports, circles) => {
  expect(together(imports)).toEqual(circles);
});

/** The rule, asked again and again by one process, as an editor does. @returns what it says of a file with such a text */
function asked(imports: Readonly<Record<string, readonly string[]>>): (file: string, text: string) => string[] {
  const at = (file: string) => join(process.cwd(), `src/${file}.ts`);
  const rule = cyclesAmong(() => new Map(Object.entries(imports).map(([file, others]) => [at(file), new Set(others.map(at))])));
  const config: Linter.Config = { files: ['**/*.ts'], plugins: { unfold: { rules: { cycles: rule } } }, rules: { 'unfold/cycles': 'error' } };
  return (file, text) => new Linter().verify(text, config, { filename: at(file) }).map(({ line, message }) => `${line}: ${message}`);
}

test('of two files that import each other each is told, at its line', () => {
  const lint = asked({ a: ['b', 'c'], b: ['a'], c: [] });
  expect(lint('a', "import './c.ts';\nimport './b.ts';")).toEqual(['2: ./b.ts imports this file in its turn, by itself or by what it imports']);
  expect(lint('b', "export { a } from './a.ts';")).toHaveLength(1);
  expect(lint('c', 'export const c = 1;')).toEqual([]);
});

test('a circle is told as soon as it is there, and no longer than that', () => {
  const lint = asked({ a: ['b'], b: [] });
  expect(lint('a', "import './b.ts';")).toEqual([]);
  expect(lint('b', "import './a.ts';")).toHaveLength(1);
  expect(lint('a', "import './b.ts';")).toHaveLength(1);
  expect(lint('b', '')).toEqual([]);
  expect(lint('a', "import './b.ts';")).toEqual([]);
});
