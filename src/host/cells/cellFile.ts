import type { DocumentFilter, TextDocument, Uri } from 'vscode';

export const cellFilter: readonly DocumentFilter[] = ['typescript', 'javascript'].map(language => ({ language, scheme: 'file' }));

const test = /\.test(?=\.[cm]?[jt]s$)/;

/** Whether a file may be one of a cell, by its name. */
export const mayBeCell = ({ scheme, path }: Uri): boolean => scheme === 'file' && /\.[cm]?[jt]s$/.test(path) && !test.test(path) && !path.endsWith('.d.ts');

/** Whether a file's text is that of a cell, or a task: it takes what it needs from 'unfold', and gives something as default. */
export const isCellText = (uri: Uri, text: string): boolean =>
  mayBeCell(uri) && /(?:\bfrom|\brequire\()\s*(['"])unfold\1/.test(text) && defaultExport.test(text);

export const isCell = (document: TextDocument): boolean => isCellText(document.uri, document.getText());

/** The path of the cell or task that a test lies beside; of another file itself. */
export const cellPathOf = (path: string): string => path.replace(test, '');
export const testPathOf = (path: string): string => path.replace(/(?=\.[cm]?[jt]s$)/, '.test');

/** Of what a test is known by, given the names of all, in order: two may have the same. */
export function testIds(names: readonly string[]): string[] {
  return names.map((name, i) => `test ${names.slice(0, i).filter(each => each === name).length} ${name}`);
}

const defaultExport = /^\s*(?:export default\b|module\.exports\s*=)/m;

/** The line, from 0, from which on it is made. */
export const cellLine = (text: string): number => text.slice(0, text.search(/(?:export default\b|module\.exports\s*=)/)).split('\n').length - 1;
