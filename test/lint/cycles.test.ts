import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const { circlesOf, importedBy } = await import(pathToFileURL(join(process.cwd(), 'scripts/lint/cycles.mjs')).href) as {
  circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number>;
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
