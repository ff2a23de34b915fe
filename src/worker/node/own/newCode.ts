import { Script } from 'node:vm';
import { own, withCode } from '../../../core/cells/own.ts';
import type { OwnTaskSpec } from '../../../core/spec/experiment.ts';
import { misfitOf, misfitOfTask } from '../../../core/spec/ownChanges.ts';
import { withTask } from '../../../core/tasks/described.ts';
import { own as ownTask } from '../../../core/data/ownTask.ts';
import type { RunningCell } from '../../../engine/traceOwnCells.ts';
import type { NewCode } from '../../../protocol/run.ts';
import { definitions } from '../../own/definitions.ts';
import { compileCode } from './compile.ts';
import type { CompiledCode } from './compile.ts';
import { evaluate } from './evaluate.ts';

const secondsToMake = 5;

/** Looks whether code that a run computes, of its cells and its task, says something else by now, and whether the run could go on with that. */
export class NewCodeSearch {
  /** What was looked at last, of each. */
  readonly #seen = new Map<RunningCell | OwnTaskSpec, { readonly hash: string; readonly found: NewCode | undefined }>();

  /** @param operations what cells import */
  constructor(private readonly all: readonly (RunningCell | OwnTaskSpec)[], private readonly folder: string, private readonly operations: object) {}

  /** @returns one that is another, sooner one that does not fit, or undefined */
  async look(): Promise<NewCode | undefined> {
    const found: NewCode[] = [];
    for (const running of this.all) found.push(...[await this.#lookAt(running)].filter(each => each !== undefined));
    return found.find(({ problem }) => problem !== undefined) ?? found[0];
  }

  async #lookAt(running: RunningCell | OwnTaskSpec): Promise<NewCode | undefined> {
    const { file, facts } = 'cell' in running ? running.cell : running;
    if (facts?.code === undefined) return undefined;
    try {
      const compiled = await compileCode(file, this.folder);
      const before = this.#seen.get(running);
      if (before?.hash === compiled.hash) return before.found;
      const found = compiled.hash === facts.code ? undefined : this.#newCode(running, compiled);
      this.#seen.set(running, { hash: compiled.hash, found });
      return found;
    } catch (error) {
      return { file, problem: (error as Error).message };
    }
  }

  #newCode(running: RunningCell | OwnTaskSpec, compiled: CompiledCode): NewCode {
    const { file } = 'cell' in running ? running.cell : running;
    try {
      const misfit = within(secondsToMake, file, () => ('cell' in running ? misfitOfCell(running, compiled, this.operations) : misfitNow(running, compiled)));
      return misfit === undefined ? { file } : { file, problem: `${misfit}. A run cannot go on with other shapes or classes: start a new one with it.` };
    } catch (error) {
      return { file, problem: (error as Error).message };
    }
  }
}

function misfitOfCell({ cell: { facts, ...spec }, width, hiddenSize }: RunningCell, compiled: CompiledCode, operations: object): string | undefined {
  const { parameters, stateSizes } = own(withCode(spec, evaluate(compiled, operations)), width, hiddenSize);
  return misfitOf(facts!, { state: stateSizes, parameters: Object.fromEntries(parameters.map(({ name, shape }) => [name, [...shape]])) });
}

function misfitNow({ facts, ...spec }: OwnTaskSpec, compiled: CompiledCode): string | undefined {
  const now = ownTask(spec, evaluate(compiled, definitions, undefined, undefined, 'task'));
  return misfitOfTask(facts!, withTask(spec, now, 1).facts!);
}

/** What a function gives, unless it takes longer: an endless loop is no reason for a run that waits to end. */
function within<T>(seconds: number, file: string, f: () => T): T {
  let result: T | undefined;
  const call = Symbol.for('unfold: a call that ends in time');
  const place = globalThis as { [call]?: () => void };
  place[call] = () => { result = f(); };
  try {
    new Script(`globalThis[Symbol.for('${call.description!}')]()`).runInThisContext({ timeout: seconds * 1000 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(`${file} still runs after ${seconds} s: an endless loop?`, { cause: error });
  } finally {
    delete place[call];
  }
  return result as T;
}
