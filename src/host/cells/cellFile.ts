import type { DocumentFilter, Uri } from 'vscode';

export const cellFilter: readonly DocumentFilter[] = ['typescript', 'javascript'].map(language => ({ language, scheme: 'file' }));

const test = /\.test(?=\.[cm]?[jt]s$)/;

/** Whether a file may be one of a cell that can be looked at, by its name. */
export const mayBeCell = ({ scheme, path }: Uri): boolean => scheme === 'file' && isCode(path);

/** Likewise of one that need not be on this machine. */
export const isCode = (path: string): boolean => /\.[cm]?[jt]s$/.test(path) && !test.test(path) && !path.endsWith('.d.ts');

/** Whether a file's text is that of a cell, or a task: it takes what it needs from 'unfold', and defines one, or gives something as default. */
export const isCellText = (path: string, text: string): boolean => isCode(path) && /(?:\bfrom|\brequire\()\s*(['"])unfold\1/.test(text) && signs.some(sign => sign.test(text));

/** Whether a file lies among what is installed, or is of a run: no person writes it. */
export const isMade = (path: string): boolean => /\/(?:node_modules|\.unfold)\//.test(path);

/** The path of the cell or task that a test lies beside; of another file itself. */
export const cellPathOf = (path: string): string => path.replace(test, '');
export const testPathOf = (path: string): string => path.replace(/(?=\.[cm]?[jt]s$)/, '.test');

/** Of what a test is known by, given the names of all, in order: two may have the same. */
export function testIds(names: readonly string[]): string[] {
  return names.map((name, i) => `test ${names.slice(0, i).filter(each => each === name).length} ${name}`);
}

/** Where one is made, by the surest sign first. */
const signs = [/^[ \t]*(?:export default\b|module\.exports\s*=)/m, /\bdefine(?:Cell|Task)[(<]/, /^[ \t]*export\s*\{[^}]*\bas default\b/m];

/** The line, from 0, from which on it is made; the first where nothing tells. */
export function cellLine(text: string): number {
  const at = signs.map(sign => text.search(sign)).find(found => found >= 0) ?? 0;
  return text.slice(0, at).split('\n').length - 1;
}
