import { Disposable, languages } from 'vscode';
import { CellChecks } from '../cells/cellChecks.ts';
import type { CheckCell } from '../cells/cellChecks.ts';
import { cellFilter } from '../cells/cellFile.ts';
import { cellLenses } from '../cells/cellLenses.ts';
import { CellTests } from '../cells/cellTests.ts';

// The entry of dist/host/later.js, which is loaded when it is asked for, once the window is there: what is made anew, and what a person's own cell has in the editor.

export { making } from './making.ts';

/** @param look looks at a cell in a process of its own @param say hears what goes wrong with that */
export function registerCells(look: CheckCell, say: (sentence: string) => void): Disposable {
  const checks = new CellChecks(look, say);
  return Disposable.from(checks, new CellTests(checks, say), languages.registerCodeLensProvider(cellFilter, cellLenses));
}
