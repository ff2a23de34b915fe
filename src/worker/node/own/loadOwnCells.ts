import { join } from 'node:path';
import { withCode } from '../../../core/cells/own.ts';
import type { ResolvedExperiment } from '../../../core/spec/experiment.ts';
import { mapOwnCells, ownCells } from '../../../core/spec/ownCells.ts';
import { compileCell } from './compile.ts';
import type { CompiledCell } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { startWatchdog } from './watchdog.ts';
import type { Watch } from './evaluate.ts';

/** The cells of an experiment that people wrote, compiled, by their files as the experiment names them. */
export type CompiledCells = ReadonlyMap<string, CompiledCell>;

/** @param folder that of the experiment @throws OwnCellError */
export async function compileOwnCells(experiment: ResolvedExperiment, folder: string): Promise<CompiledCells> {
  const files = new Set(ownCells(experiment).map(({ file }) => file));
  if (files.size > 0 && process.env[restricted]) throw new Error(`${[...files][0]!} is code, which does not run in Restricted Mode: trust this workspace first.`);
  const compiled = new Map<string, CompiledCell>();
  for (const file of files) compiled.set(file, await compileCell(file, folder));
  return compiled;
}

/** What the editor sets where the workspace is not trusted. */
const restricted = 'UNFOLD_RESTRICTED';

/** Runs the files, and hands the experiment on with their code. @param operations what they import from 'unfold' @throws OwnCellError */
export function evaluateOwnCells(experiment: ResolvedExperiment, cells: CompiledCells, operations: object, watch?: Watch): ResolvedExperiment {
  const codes = new Map([...cells].map(([file, cell]) => [file, evaluate(cell, operations, watch)]));
  return mapOwnCells(experiment, (cell) => withCode(cell, codes.get(cell.file)!));
}

interface Surroundings {
  /** `status.json` of the run that ends where a cell does not come back. */
  readonly status?: string;
  /** What cells import from 'unfold', where that is not of this library: TensorFlow.js may be in a process once. */
  readonly operations?: object;
}

/** The experiment with the code of its own cells. @param dist the folder of the built program, where there is one @throws OwnCellError */
export async function loadOwnCells(experiment: ResolvedExperiment, folder: string, dist?: string, { status, operations }: Surroundings = {}): Promise<ResolvedExperiment> {
  if (ownCells(experiment).length === 0) return experiment;
  const cells = await compileOwnCells(experiment, folder);
  const own = operations ?? (await import('../../own/unfoldModule.ts')).unfoldModule;
  return evaluateOwnCells(experiment, cells, own, dist === undefined ? undefined : startWatchdog(join(dist, 'watchdog.js'), namesIn(cells), status));
}

/** What sentences call the files that make cells. */
export const namesIn = (cells: CompiledCells): string[] => [...cells.values()].map(({ entry, files }) => files.get(entry)!.name);
