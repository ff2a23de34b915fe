import { CodeActionKind, Disposable, languages } from 'vscode';
import type { Uri } from 'vscode';
import { CellChecks } from '../cells/cellChecks.ts';
import type { CheckCell } from '../cells/cellChecks.ts';
import { cellFilter } from '../cells/cellFile.ts';
import { cellLenses } from '../cells/cellLenses.ts';
import { CellTests } from '../cells/cellTests.ts';
import { CellTraces } from '../cells/cellTraces.ts';
import type { TraceExperiment } from '../cells/cellTraces.ts';
import { typesFix, watchTypes } from '../cells/cellTypes.ts';
import type { KnownCells } from '../language/knownCells.ts';
import type { CellLog } from '../platform.ts';

// The entry of dist/host/later.js, which is loaded when it is asked for, once the window is there: what is made anew, the lab, and what a person's own cell has in the editor.

export { making } from './making.ts';
export { openLab, showLab } from '../views/labPanel.ts';

/** @param look looks at a cell in a process of its own @param trace likewise what those of an experiment are @param known takes that @param log hears what goes wrong with a look, and what a cell prints @param aside where those are that a person writes while no folder is open */
export function registerCells(look: CheckCell, trace: TraceExperiment, known: KnownCells, log: CellLog, aside: Uri): Disposable {
  const checks = new CellChecks(look, log, aside);
  return Disposable.from(
    checks, new CellTests(checks, message => log.error(message)), new CellTraces(trace, known), watchTypes(),
    languages.registerCodeLensProvider(cellFilter, cellLenses), languages.registerCodeActionsProvider(cellFilter, typesFix, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
  );
}
