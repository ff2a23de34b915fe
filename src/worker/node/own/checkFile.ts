import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cellChecks, taskChecks } from '../../../protocol/cellChecks.ts';
import type { CellCheck, CellFinding, CellPlace, CellReport, TaskCheck } from '../../../protocol/cellChecks.ts';
import type * as Float64 from '../../float64.ts';
import { checkTask } from '../../own/checks/checkTask.ts';
import { isMeant } from '../../own/checks/finding.ts';
import type { Finding } from '../../own/checks/finding.ts';
import { definitions } from '../../own/definitions.ts';
import { compileCode } from './compile.ts';
import type { CompiledCode } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { Watch } from './evaluate.ts';
import { located } from './places.ts';
import { nameIn } from './sources.ts';
import type { Use } from './usesOf.ts';
import { startWatchdog } from './watchdog.ts';

type TestReport = Extract<CellReport, { readonly kind: 'test' }>;

type Surroundings = Use & {
  /** The library in which every number is a double: TensorFlow.js may be in a process once. */
  readonly float64: typeof Float64;
  /** The folder of the built program, where there is one. */
  readonly dist?: string;
  /** Told of what their code throws where nobody waits for it: in a promise, or a timer. */
  readonly uncaught?: (finding: CellFinding) => void;
};

/** The test that lies beside a cell or a task: `mine.test.ts` beside `mine.ts`. */
export const testOf = (cell: string): string => cell.replace(/(\.[cm]?[jt]s)$/, '.test$1');

/** Looks at a cell or a task, and runs the test that lies beside it. @param cell its file, an absolute path */
export async function* checkFile(cell: string, surroundings: Surroundings): AsyncGenerator<CellReport> {
  const { folder, dist, uncaught } = surroundings;
  const [compiled, test] = await Promise.all([cell, testOf(cell)].map(file => compiledOr(file, folder)));
  if (!compiled || compiled instanceof Error) {
    const finding = findingOf(compiled ?? new Error(`There is no file ${nameIn(folder, cell)}.`), folder, cell);
    yield { kind: 'files', files: [cell, finding.place.file] };
    yield* nothingGoes(finding, surroundings);
    return;
  }
  const ofTest = test && !(test instanceof Error) ? [test] : [];
  // One thread for both: it takes longer to begin than all the rest.
  const watch = dist === undefined ? undefined : startWatchdog(join(dist, 'watchdog.js'), [compiled, ...ofTest]);
  yield { kind: 'files', files: [...new Set([compiled, ...ofTest].flatMap(({ files }) => [...files.keys()]).concat(testOf(cell)))] };
  const files = new Map([compiled, ...ofTest].flatMap(each => [...each.files]));
  if (uncaught) process.once('uncaughtException', error => uncaught(findingOf(located(error, files, files.get(cell)!.name), folder, cell))); // also once all is looked at
  yield* checks(compiled, surroundings, watch);
  yield* runTestOf(cell, surroundings, test, watch);
}

/** Runs the test that lies beside a cell, where there is one. */
export async function* runTestOf(cell: string, surroundings: Surroundings, compiled?: CompiledCode | Error, watch?: Watch): AsyncGenerator<TestReport> {
  const test = compiled ?? await compiledOr(testOf(cell), surroundings.folder);
  if (test instanceof Error) yield broken(testOf(cell), findingOf(test, surroundings.folder, testOf(cell)));
  else if (test) yield* runTests(test, surroundings, watch);
}

/** Of a file that is not there nothing, of one that cannot be compiled why. */
const compiledOr = async (file: string, folder: string): Promise<CompiledCode | Error | undefined> => (await isThere(file) ? compileCode(file, folder).catch((error: Error) => error) : undefined);

const broken = (test: string, finding: CellFinding): TestReport => ({ kind: 'test', name: 'The test beside it loads', place: first(test), findings: [finding] });

async function* checks(compiled: CompiledCode, surroundings: Surroundings, watch: Watch | undefined): AsyncGenerator<CellReport> {
  yield* surroundings.kind === 'task' ? ofTask(compiled, surroundings, watch) : ofCell(compiled, surroundings, watch);
}

function* ofTask(compiled: CompiledCode, surroundings: Surroundings & { readonly kind: 'task' }, watch: Watch | undefined): Generator<CellReport> {
  const { folder, options, tau } = surroundings;
  const said = saying(compiled, folder);
  const load = () => evaluate(compiled, definitions, watch, undefined, 'task');
  let code: ReturnType<typeof evaluate>;
  try {
    code = load();
  } catch (error) {
    yield* nothingGoes(said({ message: (error as Error).message }), surroundings);
    return;
  }
  for (const { check, findings } of checkTask({ file: compiled.files.get(compiled.entry)!.name, code, loadAgain: load, options, tau })) {
    yield { kind: 'check', check, state: stateOf(findings), findings: findings?.map(said) ?? [] };
  }
}

const stateOf = (findings: readonly unknown[] | undefined): 'right' | 'wrong' | 'skipped' => (findings === undefined ? 'skipped' : findings.length > 0 ? 'wrong' : 'right');

function* ofCell(compiled: CompiledCode, surroundings: Surroundings & { readonly kind: 'cell' }, watch: Watch | undefined): Generator<CellReport> {
  const { float64, folder, smaller } = surroundings;
  const [recorder, said] = [new float64.Recorder(float64.unfoldModule), saying(compiled, folder)];
  const load = () => evaluate(compiled, recorder.operations, watch);
  let code: ReturnType<typeof evaluate>;
  try {
    code = load();
  } catch (error) {
    yield* nothingGoes(said({ message: (error as Error).message }), surroundings);
    return;
  }
  const under = { file: compiled.files.get(compiled.entry)!.name, code, loadAgain: load, recorder };
  const sizes = smaller && float64.goes({ ...under, sizes: smaller }) ? smaller : surroundings.sizes;
  const tried = sizes === smaller || surroundings.isSupposed ? ` It was tried with ${sizes.hiddenSize} units that read ${sizes.inputSize} columns.` : '';
  for (const { check, findings, gradients } of float64.checkCell({ ...under, sizes })) {
    const placed = findings?.map(finding => ({ finding, told: said(finding) })) ?? [];
    const onPurpose = placed.filter(({ finding, told }) => finding.gradients && isMeant(compiled.files.get(told.place.file)?.source ?? '', told.place.line)).map(({ finding }) => finding);
    const left = placed.filter(({ finding }) => !onPurpose.includes(finding)).map(({ told }) => ({ ...told, message: told.message + tried }));
    const others = onPurpose.flatMap(({ gradients = [] }) => gradients);
    yield { kind: 'check', check, state: stateOf(findings && left), findings: left, ...(gradients && { gradients: gradients.map(each => (others.includes(each.name) ? { ...each, meant: true } : each)) }) };
  }
}

/** Of a file that cannot even be loaded. */
function* nothingGoes(finding: CellFinding, { kind }: Surroundings): Generator<CellReport> {
  for (const check of Object.keys(kind === 'task' ? taskChecks : cellChecks) as (CellCheck | TaskCheck)[]) yield { kind: 'check', check, state: check === 'loads' ? 'wrong' : 'skipped', findings: check === 'loads' ? [finding] : [] };
}

async function* runTests(compiled: CompiledCode, { float64, folder }: Surroundings, watch: Watch | undefined): AsyncGenerator<TestReport> {
  const said = saying(compiled, folder);
  const { module, tests } = float64.testModule();
  try {
    const { call } = evaluate(compiled, float64.unfoldModule, watch, module);
    for (const { name, body, at } of tests) {
      const { place } = said({ message: '', blame: { stack: at.stack ?? '' } });
      yield { kind: 'test', name, place, findings: await run(() => call(body), at) };
    }
    if (tests.length === 0) throw new Error('It has no test: `test(\'what is so\', () => …)` is one.');
  } catch (error) {
    yield broken(compiled.entry, said({ message: (error as Error).message }));
  }

  async function run(body: () => unknown, at: Error): Promise<CellFinding[]> {
    try {
      await settled(body(), at);
      return [];
    } catch (error) {
      const { message, stack = '' } = error as Error;
      return [said(placed.test(message) ? { message } : { message, blame: { stack } })];
    }
  }
}

/** Waits for a test, until there is nothing left to do in this process: then it never ends. @param at where it was declared */
async function settled(outcome: unknown, { stack = '' }: Error): Promise<void> {
  let isOver = (): void => undefined;
  const over = new Promise<never>((_, reject) => {
    isOver = () => void setImmediate(() => reject(Object.assign(new Error('It never ends: what it waits for does not come.'), { stack })));
    process.once('beforeExit', isOver);
  });
  await Promise.race([outcome, over]).finally(() => process.removeListener('beforeExit', isOver));
}

/** Gives what is wrong its place. */
function saying({ entry, files }: CompiledCode, folder: string): (finding: Finding) => CellFinding {
  return ({ message, severity, blame }) => {
    const what = message.replace(placed, '');
    const blamed = blame && ('place' in blame ? new Error(`${blame.place}: ${what}`) : located({ message: what, stack: blame.stack, name: 'Error' }, files, files.get(entry)!.name));
    return { ...findingOf(blamed ?? new Error(message), folder, entry), severity: severity ?? 'error' };
  };
}

/** A sentence that begins with its place, or is of the file. @param folder from where files are named */
function findingOf({ message }: Error, folder: string, entry: string): CellFinding {
  const [whole, name = '', line, column] = placed.exec(message) ?? [''];
  const what = whole === '' ? message.replace(`${nameIn(folder, entry)}: `, '') : message.slice(whole.length);
  return { message: /[.!?]$/.test(what) ? what : `${what}.`, severity: 'error', place: whole === '' ? first(entry) : { file: resolve(folder, name), line: Number(line), column: Number(column) } };
}

/** Of a sentence that begins with its place, that. */
const placed = /^(\S.*?):(\d+):(\d+): /;
const first = (file: string): CellPlace => ({ file, line: 1, column: 1 });
const isThere = (file: string): Promise<boolean> => stat(file).then((found) => found.isFile(), () => false);
