import { join } from 'node:path';
import { withCode } from '../../../core/cells/own.ts';
import type { OwnCellSpec, OwnTaskSpec, ResolvedExperiment } from '../../../core/spec/experiment.ts';
import { mapOwnCells, ownCells } from '../../../core/spec/ownCells.ts';
import { OwnCodeError } from '../../../core/spec/ownCode.ts';
import type { OwnCode } from '../../../core/spec/ownCode.ts';
import { ownTask } from '../../../core/spec/ownTask.ts';
import { settleTask } from '../../../core/spec/settleTask.ts';
import { found } from '../../../core/data/ownTask.ts';
import { definitions } from '../../own/definitions.ts';
import { compileCode } from './compile.ts';
import type { CompiledCode } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { Watch } from './evaluate.ts';
import { keepCode, keptFolder } from './keepCode.ts';
import { keptSources } from './sources.ts';
import { patienceOfLook, startWatchdog } from './watchdog.ts';

/** The cells of an experiment that people wrote, and its task, compiled, by their files as the experiment names them. */
export type AllCompiled = ReadonlyMap<string, CompiledCode>;

type Compile = (own: OwnCellSpec | OwnTaskSpec, folder: string) => Promise<CompiledCode>;

const asItIs: Compile = ({ file }, folder) => compileCode(file, folder);

/** @param folder that of the experiment @throws OwnCodeError */
export async function compileOwnCode(all: readonly (OwnCellSpec | OwnTaskSpec)[], folder: string, compile = asItIs): Promise<AllCompiled> {
  if (all.length > 0 && process.env[restricted]) throw new Error(`${all[0]!.file} is code, which does not run in Restricted Mode: trust this workspace first.`);
  const compiled = new Map<string, CompiledCode>();
  for (const own of all) if (!compiled.has(own.file)) compiled.set(own.file, await compile(own, folder));
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

function thrown(code: CompiledCode | Error): CompiledCode {
  if (code instanceof Error) throw code;
  return code;
}

/** Runs the files of cells, and hands the experiment on with their code. @param operations what they import from 'unfold' @throws OwnCodeError */
function evaluateCells(experiment: ResolvedExperiment, all: AllCompiled, operations: object, watch?: Watch): ResolvedExperiment {
  const codes = new Map(ownCells(experiment).map(({ file }) => [file, evaluate(all.get(file)!, operations, watch)]));
  return mapOwnCells(experiment, (cell) => withCode(cell, codes.get(cell.file)!));
}

/** Runs the file of the task, and hands the experiment on with what it makes. @param hears by a second run of it which options it asks for @throws OwnCodeError, or SpecError where the rest does not go with it */
function evaluateTask(experiment: ResolvedExperiment, all: AllCompiled, hears: boolean, watch?: Watch): ResolvedExperiment {
  const spec = ownTask(experiment);
  if (!spec) return experiment;
  const run = () => evaluate(all.get(spec.file)!, definitions, watch, undefined, 'task');
  return settleTask({ ...experiment, data: found(spec, run(), experiment.training.tau, hears ? () => patient(run()) : undefined) });
}

/** Nobody waits longer to hear what code asks for, in milliseconds. */
const patience = 1000;

/** Code that is not called any more after a while. */
function patient(code: OwnCode): OwnCode {
  const until = performance.now() + patience;
  return { ...code, call: (f, of) => {
    if (performance.now() > until) throw new OwnCodeError('it takes long.');
    return code.call(f, of);
  } };
}

interface Surroundings {
  /** `status.json` of the run that ends where code does not come back. */
  readonly status?: string;
  /** What cells import from 'unfold', where that is not of this library: TensorFlow.js may be in a process once. */
  readonly operations?: object;
  /** The folder of a run that keeps the files. */
  readonly keepIn?: string;
  /** The folder of the run that trained a checkpoint, whose code is to be as it was then. */
  readonly trainedIn?: string;
  /** Hears where it is not what its files say now, or no longer what was trained; else stderr does. */
  readonly say?: (sentence: string) => void;
  /** Leaves the cells as they are: TensorFlow.js is then not loaded. */
  readonly taskAlone?: boolean;
  /** It is only looked at, and so soon ended where it does not come back: a loop that allocates fills the memory in less than a minute. */
  readonly isLook?: boolean;
  /** Finds out which options the task asks for, to tell those that it does not. */
  readonly hears?: boolean;
}

/** The experiment with the code that people wrote, of its cells and its task, and with what is known of the task by that. @param dist the folder of the built program, where there is one @throws OwnCodeError, or SpecError where a task does not go with the rest of the experiment */
export async function loadOwnCode(experiment: ResolvedExperiment, folder: string, dist?: string, { status, operations, keepIn, trainedIn, say = (sentence) => console.error(sentence), taskAlone = false, isLook = false, hears = false }: Surroundings = {}): Promise<ResolvedExperiment> {
  const [task, cells] = [ownTask(experiment), taskAlone ? [] : ownCells(experiment)];
  const asked = [...(task ? [task] : []), ...cells];
  if (asked.length === 0) return experiment;
  const all = await compileOwnCode(asked, folder, trainedIn === undefined ? asItIs : asTrained(trainedIn, say));
  if (keepIn !== undefined) for (const code of all.values()) await keepCode(code, keepIn);
  const watch = dist === undefined ? undefined : startWatchdog(join(dist, 'watchdog.js'), [...all.values()], status, isLook ? patienceOfLook : undefined);
  const settled = evaluateTask(experiment, all, hears, watch);
  return cells.length === 0 ? settled : evaluateCells(settled, all, operations ?? (await import('../../own/unfoldModule.ts')).unfoldModule, watch);
}
