import { Disposable, languages } from 'vscode';
import { CellChecks } from './cellChecks.ts';
import type { CheckCell } from './cellChecks.ts';
import { cellFilter } from './cellFile.ts';
import { cellLenses } from './cellLenses.ts';
import { CellTests } from './cellTests.ts';

// The entry of dist/host/cells.js, which is loaded once the window is there: new cells, and what a person's own cell has in the editor.

export { experimentFor, newCell } from './newCell.ts';

/** @param look looks at a cell in a process of its own @param say hears what goes wrong with that */
export function registerCells(look: CheckCell, say: (sentence: string) => void): Disposable {
  const checks = new CellChecks(look, say);
  return Disposable.from(checks, new CellTests(checks), languages.registerCodeLensProvider(cellFilter, cellLenses));
}
