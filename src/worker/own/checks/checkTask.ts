import { split } from '../../../core/math/random.ts';
import type { OwnCode } from '../../../core/spec/ownCode.ts';
import { describe, formatNumber } from '../../../core/spec/wording.ts';
import { heldTo, ownTaskOf } from '../../../core/data/ownTask.ts';
import type { OwnTask } from '../../../core/data/ownTask.ts';
import { checkFinite, ownSequence } from '../../../core/data/ownSequence.ts';
import type { Sequence, Task } from '../../../core/tasks/task.ts';
import type { TaskCheck } from '../../../protocol/cellChecks.ts';
import type { Finding } from './finding.ts';

/** How a task is looked at. */
export interface TaskUnderCheck {
  /** As sentences name it. */
  readonly file: string;
  readonly code: OwnCode;
  /** Its file, loaded once more, as another run does. */
  readonly loadAgain: () => OwnCode;
  readonly options: Readonly<Record<string, unknown>>;
  /** Steps of its longest sequences; undefined where no experiment says, then more than it asks for. */
  readonly tau: number | undefined;
}

/** What one check found; undefined where it was not made, since one before it found that the task does not go. */
export interface TaskChecked {
  readonly check: TaskCheck;
  readonly findings?: readonly Finding[];
}

/** So many sequences are drawn: what one in a dozen has wrong is hardly missed. */
const draws = 64;

/** So many of them are drawn again: one of two classes may be the same by chance. */
const drawnAgain = 16;

/** Steps beyond the least, where no experiment says. */
const beyond = 20;

/** Looks at a task from all sides. Its file has been loaded. */
export function* checkTask({ file, code, loadAgain, options, tau: asked }: TaskUnderCheck): Generator<TaskChecked> {
  let task: OwnTask;
  try {
    task = ownTaskOf({ file, options }, code);
    yield { check: 'loads', findings: [] };
  } catch (error) {
    yield { check: 'loads', findings: [{ message: (error as Error).message }] };
    for (const check of ['shapes', 'finite', 'same', 'varied'] as const) yield { check };
    return;
  }
  const { leastTau, mostTau = Infinity } = task.declared;
  const tau = asked ?? Math.min(mostTau, leastTau + beyond);
  let goes = true;
  for (const [check, look] of looks(task, () => ownTaskOf({ file, options }, loadAgain()), tau, code)) {
    const findings = goes ? attempt(look) : undefined;
    yield { check, ...(findings && { findings }) };
    if (findings && findings.length > 0) goes = false;
  }
}

/** A check after which the next ones make sense. */
function looks(task: OwnTask, again: () => OwnTask, tau: number, code: OwnCode): (readonly [TaskCheck, () => Finding[]])[] {
  const { declared, draw, drawValidation, at } = task;
  const held = heldTo(task);
  const drawnBy = (each: (drawn: unknown, most: number, name: 'draw' | 'drawValidation') => void): Finding[] => {
    for (const seed of range(draws)) each(draw(tau, randomOf(seed)), tau, 'draw');
    if (tau > declared.leastTau) each(draw(declared.leastTau, randomOf(0)), declared.leastTau, 'draw');
    if (drawValidation) for (const index of range(draws)) each(drawValidation(tau, randomOf(index), index), declared.longestHeld?.(tau) ?? tau, 'drawValidation');
    return [];
  };
  return [
    ['shapes', () => drawnBy((drawn, most, name) => ownSequence(drawn, declared, most, name, at(name)))],
    ['finite', () => drawnBy((drawn, most, name) => checkFinite(ownSequence(drawn, declared, most, name, at(name)), declared, name, at(name)))],
    ['same', () => sameAgain(held, () => heldTo(again()), tau, { code, place: task.place })],
    ['varied', () => otherSeeds(held, tau, task.place)],
  ];
}

const advice = 'Random numbers come from `random`, whose seed is the experiment’s, and nothing is remembered from one sequence to the next.';

/** Whether a seed gives the same sequence again, others drawn meanwhile, also where another run loads its file. */
function sameAgain(task: Task, again: () => Task, tau: number, { code, place: written }: { readonly code: OwnCode; readonly place: string | undefined }): Finding[] {
  const all = (of: Task, seeds: readonly number[]): Sequence[] => seeds.map(seed => of.draw(tau, randomOf(seed)));
  const once = all(task, range(drawnAgain));
  const other = (sequences: readonly Sequence[]): string | undefined => once.map((sequence, i) => otherThen(sequence, sequences[i]!)).find(each => each !== undefined);
  const within = other(all(task, range(drawnAgain).reverse()).reverse());
  const what = within ?? other(all(again(), range(drawnAgain)));
  if (what === undefined) return [];
  const nowhere = code.place?.(undefined);
  const place = ['Math.random', 'Date.now', 'Date', 'performance.now'].map(name => code.place?.(undefined, name)).find(each => each !== nowhere) ?? written;
  return [{ message: `A sequence drawn again from the same seed${within === undefined ? ', once its file is loaded again,' : ''} is another: ${what}. ${advice}`, ...(place !== undefined && { blame: { place } }) }];
}

/** Whether others come of other seeds: else what is validated with was trained on. */
function otherSeeds(task: Task, tau: number, place: string | undefined): Finding[] {
  const all = range(16).map(seed => task.draw(tau, randomOf(seed)));
  if (task.trainingSequences !== undefined || all.some(each => otherThen(all[0]!, each) !== undefined)) return [];
  return [{ severity: 'warning', ...(place !== undefined && { blame: { place } }), message: 'Every seed gives the same sequence: the model is validated with what it was trained on.' }];
}

function attempt(look: () => Finding[]): Finding[] {
  try {
    return look();
  } catch (error) {
    return [{ message: (error as Error).message }];
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const randomOf = (seed: number) => split(seed, 'data');

const fields = ['x', 'y', 'counts', 'right', 'children', 'source', 'written'] as const;

/** The first of its fields that is another, and what it is each time; undefined where all are the same. */
function otherThen(a: Sequence, b: Sequence): string | undefined {
  const field = fields.find(name => !isSame(a[name], b[name]));
  if (field === undefined) return undefined;
  const [was, is] = [a[field], b[field]];
  if (was === undefined || is === undefined) return `${field} is there one time only`;
  if (typeof was === 'string' || typeof is === 'string') return `${field} is ${shown(was)} there and then ${shown(is)}`;
  const t = Array.from<unknown>(was).findIndex((value, i) => !isSame(value, is[i]));
  return was.length === is.length ? `${field} is ${shown(was[t])} there and then ${shown(is[t])}` : `${field} has other steps`;
}

const isList = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || ArrayBuffer.isView(value);
const isSame = (a: unknown, b: unknown): boolean => (isList(a) && isList(b) ? a.length === b.length && Array.from(a).every((value, i) => isSame(value, b[i])) : Object.is(a, b));

function shown(value: unknown): string {
  if (typeof value === 'number') return formatNumber(Number(value.toPrecision(6)));
  return isList(value) ? `[${Array.from(value, shown).join(', ')}]` : describe(value);
}
