import { join, resolve } from 'node:path';
import { split } from '../core/math/random.ts';
import { counted } from '../core/spec/wording.ts';
import { writeAll } from '../core/tasks/elements.ts';
import { own } from '../core/data/ownTask.ts';
import type { Sequence, Task } from '../core/tasks/task.ts';
import { makeTask } from '../core/tasks/tasks.ts';
import { definitions } from '../worker/own/definitions.ts';
import { compileCode } from '../worker/node/own/compile.ts';
import { evaluate } from '../worker/node/own/evaluate.ts';
import { nameIn } from '../worker/node/own/sources.ts';
import { useOf } from '../worker/node/own/usesOf.ts';
import { startWatchdog } from '../worker/node/own/watchdog.ts';
import { readArguments, readNumber } from './arguments.ts';
import { isCellFile, mayRunHere } from './cellReports.ts';
import { exitCodes, notValid } from './complaint.ts';
import { complaintOf, openExperiment } from './experimentFile.ts';
import { table } from './table.ts';

const options = { tau: { type: 'string' }, count: { type: 'string', default: '3' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

interface Drawing {
  readonly task: Task;
  readonly tau: number;
  readonly seed: number;
}

/** `unfold draw FILE`: sequences that a task draws, one's own by its file or that of an experiment. @throws Complaint */
export async function draw(args: string[]): Promise<number> {
  const { file, values } = readArguments(args, options);
  if (file === undefined) throw notValid('Of which task? unfold draw tasks/NAME.ts, or an experiment');
  const count = readNumber('count', values.count, 1, 1000);
  const usual = isCellFile(file) ? await ofFile(file) : await ofExperiment(file);
  const tau = values.tau === undefined ? usual.tau : readNumber('tau', values.tau, usual.task.leastTau, usual.task.mostTau ?? 1e6);
  const seed = values.seed === undefined ? usual.seed : readNumber('seed', values.seed, 0, 2 ** 32 - 1);
  try {
    const random = split(seed, 'data');
    const sequences = Array.from({ length: count }, () => inWords(usual.task, usual.task.draw(tau, random)));
    console.log(values.json ? JSON.stringify({ tau, seed, sequences }) : [`${usual.task.title}: sequences of at most ${counted(tau, 'step')}, seed ${seed}.`, ...sequences.map(sequence => describe(usual.task, sequence))].join('\n\n'));
  } catch (error) {
    throw complaintOf(error);
  }
  return exitCodes.done;
}

/** Steps beyond the least, where no experiment says. */
const beyond = 10;
const usualSeed = 1;

async function ofFile(file: string): Promise<Drawing> {
  mayRunHere(file);
  const use = await useOf(resolve(file));
  if (use.kind !== 'task') throw notValid(`${file} makes no task: \`export default defineTask(…)\` is one.`);
  const { folder, options, tau } = use;
  const name = nameIn(folder, resolve(file));
  try {
    const compiled = await compileCode(name, folder);
    const task = own({ file: name, options }, evaluate(compiled, definitions, startWatchdog(join(__dirname, 'watchdog.js'), [compiled]), undefined, 'task'));
    return { task, seed: usualSeed, tau: tau ?? Math.min(task.mostTau ?? Infinity, task.leastTau + beyond) };
  } catch (error) {
    throw complaintOf(error);
  }
}

async function ofExperiment(file: string): Promise<Drawing> {
  const { data, seed, training: { tau } } = await openExperiment(file, { traced: false });
  if (data.kind !== 'task') throw notValid(`${file} has no task, whose sequences are drawn, but data of kind "${data.kind}".`);
  return { task: makeTask(data), seed, tau };
}

type InWords = ReturnType<typeof inWords>;

/** As people read it. */
function inWords({ x, y, answer, answersAll }: Task, sequence: Sequence) {
  const { counts, source, written } = sequence;
  const answers = writeAll(y, sequence.y).map((each, t) => (counts?.[t] === 0 && !answersAll ? '–' : each));
  return { ...(answer && source && { source: written ?? writeAll(answer.source, source).join(' ') }), x: writeAll(x, sequence.x), y: answers };
}

function describe({ output }: Task, { source, x, y }: InWords): string {
  const rows = x.map((each, t) => [String(t), each, output === 'each' ? y[t]! : t === x.length - 1 ? y[0]! : '']);
  return [...(source === undefined ? [] : [`reads ${source}`]), ...table([['t', 'x', 'y'], ...rows], 3)].join('\n');
}
