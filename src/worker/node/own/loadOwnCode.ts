import { join } from 'node:path';
import { withCode } from '../../../core/cells/own.ts';
import type { OwnCellSpec, ResolvedExperiment } from '../../../core/spec/experiment.ts';
import { mapOwnCells, ownCells } from '../../../core/spec/ownCells.ts';
import { compileCode } from './compile.ts';
import type { CompiledCode } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { Watch } from './evaluate.ts';
import { keepCode, keptFolder } from './keepCode.ts';
import { keptSources } from './sources.ts';
import { startWatchdog } from './watchdog.ts';

/** The cells of an experiment that people wrote, compiled, by their files as the experiment names them. */
export type AllCompiled = ReadonlyMap<string, CompiledCode>;

type Compile = (cell: OwnCellSpec, folder: string) => Promise<CompiledCode>;

const asItIs: Compile = ({ file }, folder) => compileCode(file, folder);

/** @param folder that of the experiment @throws OwnCodeError */
export async function compileOwnCode(experiment: ResolvedExperiment, folder: string, compile = asItIs): Promise<AllCompiled> {
  const cells = ownCells(experiment);
  if (cells.length > 0 && process.env[restricted]) throw new Error(`${cells[0]!.file} is code, which does not run in Restricted Mode: trust this workspace first.`);
  const compiled = new Map<string, CompiledCode>();
  for (const cell of cells) if (!compiled.has(cell.file)) compiled.set(cell.file, await compile(cell, folder));
  return compiled;
}

/** What the editor sets where the workspace is not trusted. */
const restricted = 'UNFOLD_RESTRICTED';

/** As a checkpoint was trained with, where its run kept that: else as the file is now. @param say hears where that is something else */
const asTrained = (run: string, say: (sentence: string) => void): Compile => async ({ file, facts }, folder) => {
  const now = await compileCode(file, folder).catch((error: Error) => error);
  const hash = facts?.code;
  if (hash === undefined || (!(now instanceof Error) && now.hash === hash)) return thrown(now);
  const kept = keptFolder(run, hash);
  const before = await compileCode(file, folder, keptSources(kept, folder)).catch(() => undefined);
  if (before?.hash !== hash) {
    say(`${file} was changed since the checkpoint was saved, and as it was it is not kept: what it says now is computed.`);
    return thrown(now);
  }
  say(`${file} was changed since the checkpoint was saved: computed is what it said then, kept in ${kept}.`);
  return before;
};

function thrown(cell: CompiledCode | Error): CompiledCode {
  if (cell instanceof Error) throw cell;
  return cell;
}

/** Runs the files, and hands the experiment on with their code. @param operations what they import from 'unfold' @throws OwnCodeError */
export function evaluateOwnCode(experiment: ResolvedExperiment, cells: AllCompiled, operations: object, watch?: Watch): ResolvedExperiment {
  const codes = new Map([...cells].map(([file, cell]) => [file, evaluate(cell, operations, watch)]));
  return mapOwnCells(experiment, (cell) => withCode(cell, codes.get(cell.file)!));
}

interface Surroundings {
  /** `status.json` of the run that ends where a cell does not come back. */
  readonly status?: string;
  /** What cells import from 'unfold', where that is not of this library: TensorFlow.js may be in a process once. */
  readonly operations?: object;
  /** The folder of a run that keeps the files. */
  readonly keepIn?: string;
  /** The folder of the run that trained a checkpoint, whose cells are to be as they were then. */
  readonly trainedIn?: string;
  /** Hears where they are not what their files say now, or no longer what was trained; else stderr does. */
  readonly say?: (sentence: string) => void;
}

/** The experiment with the code of its own cells. @param dist the folder of the built program, where there is one @throws OwnCodeError */
export async function loadOwnCode(experiment: ResolvedExperiment, folder: string, dist?: string, { status, operations, keepIn, trainedIn, say = (sentence) => console.error(sentence) }: Surroundings = {}): Promise<ResolvedExperiment> {
  if (ownCells(experiment).length === 0) return experiment;
  const cells = await compileOwnCode(experiment, folder, trainedIn === undefined ? asItIs : asTrained(trainedIn, say));
  if (keepIn !== undefined) for (const cell of cells.values()) await keepCode(cell, keepIn);
  const own = operations ?? (await import('../../own/unfoldModule.ts')).unfoldModule;
  return evaluateOwnCode(experiment, cells, own, dist === undefined ? undefined : startWatchdog(join(dist, 'watchdog.js'), [...cells.values()], status));
}
