import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { isOwnFile } from '../core/spec/ownCells.ts';
import type { CellFinding, CellReport } from '../protocol/cellChecks.ts';
import type * as Float64 from '../worker/float64.ts';
import { checkFile } from '../worker/node/own/checkFile.ts';
import { loadCompiler } from '../worker/node/own/compile.ts';
import { refreshTypes } from '../worker/node/own/refreshTypes.ts';
import { useOf } from '../worker/node/own/usesOf.ts';
import type { Use } from '../worker/node/own/usesOf.ts';
import { patienceOfLook } from '../worker/node/own/watchdog.ts';
import { exitCodes, notValid } from './complaint.ts';

/** Whether what a command is given is the file of a cell or a task rather than an experiment. */
export const isCellFile = (file: string): boolean => isOwnFile(`./${file.replaceAll(sep, '/')}`);

/** Code runs where it may, and is ended soon where it does not come back. @throws Complaint where it may not */
export function mayRunHere(file: string): void {
  if (process.env['UNFOLD_RESTRICTED']) throw notValid(`${file} is code, which does not run in Restricted Mode: trust this workspace first.`);
  process.env['UNFOLD_WATCHDOG_SECONDS'] ??= String(patienceOfLook);
}

/** What there is to say of the cell or the task of a file, or of the one beside a test. @throws Complaint where code may not run here */
export async function reportsOf(file: string): Promise<{ readonly use: Use; readonly reports: AsyncGenerator<CellReport> }> {
  mayRunHere(file);
  const cell = resolve(file.replace(/\.test(\.[cm]?[jt]s)$/, '$1'));
  await refreshTypes(cell, join(__dirname, 'templates')).catch(() => undefined); // a disk that cannot be written is no reason not to look
  const use = await useOf(cell);
  const float64 = await loadChecks();
  return { use, reports: toTheEnd(uncaught => checkFile(cell, { ...use, float64, dist: __dirname, uncaught })) };
}

/** Code may end this process: that is no sign that nothing is wrong. */
async function* toTheEnd(look: (uncaught: (finding: CellFinding) => void) => AsyncGenerator<CellReport>): AsyncGenerator<CellReport> {
  const cutShort = (): void => {
    console.error('Its code ended the process before all was looked at: `process.exit` has no place in a cell or a task.');
    process.exitCode = exitCodes.notValid;
  };
  const uncaught = (finding: CellFinding): void => {
    process.removeListener('exit', cutShort);
    console.error(findingLine(finding));
    process.exit(exitCodes.notValid);
  };
  process.once('exit', cutShort);
  try {
    yield* look(uncaught);
  } finally {
    process.removeListener('exit', cutShort);
  }
}

/** What looks at cells. A bundle of its own: in this one numbers are float32. Its TensorFlow.js is the only one of this process. */
export async function loadChecks(): Promise<typeof Float64> {
  await loadCompiler();
  return createRequire(__filename)(join(__dirname, 'float64.js')) as typeof Float64;
}

/** `cells/mine.ts:4:3: what is wrong`, the path from here: a terminal makes it a link. */
export function findingLine({ message, severity, place: { file, line, column } }: CellFinding): string {
  return `${relative('', file)}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message}`;
}
