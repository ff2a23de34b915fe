import type { CellCheck, CellGradient } from '../../../protocol/cellChecks.ts';
import { checkFinite } from './checkFinite.ts';
import { checkGradients } from './checkGradients.ts';
import { checkSame } from './checkSame.ts';
import { checkShapes } from './checkShapes.ts';
import { checkTensors } from './checkTensors.ts';
import type { Finding } from './finding.ts';
import { Subject } from './subject.ts';
import type { CellUnderCheck } from './subject.ts';

/** What one check found; undefined where it was not made, since one before it found that the cell does not go. */
export interface Checked {
  readonly check: CellCheck;
  readonly findings?: readonly Finding[];
  readonly gradients?: readonly CellGradient[];
}

/** A check after which the next ones make sense. */
const looks: readonly (readonly [CellCheck, (subject: Subject) => { findings: Finding[]; gradients?: CellGradient[] }])[] = [
  ['shapes', (subject) => ({ findings: checkShapes(subject) })],
  ['finite', (subject) => ({ findings: checkFinite(subject) })],
  ['same', (subject) => ({ findings: checkSame(subject) })],
  ['tensors', (subject) => ({ findings: checkTensors(subject) })],
  ['gradients', checkGradients],
];

/** Where these find something, what comes after them would only say it again. */
const decisive: readonly CellCheck[] = ['shapes', 'finite', 'same', 'tensors'];

/** Looks at a cell of float64 from all sides: whether it goes, forward and backward. Its file has been loaded. */
export function* checkCell(under: CellUnderCheck): Generator<Checked> {
  let subject: Subject;
  try {
    subject = new Subject(under);
    yield { check: 'loads', findings: [] };
  } catch (error) {
    yield { check: 'loads', findings: [{ message: (error as Error).message }] };
    for (const [check] of looks) yield { check };
    return;
  }
  let goes = true;
  for (const [check, look] of looks) {
    const found = goes ? attempt(subject, look) : undefined;
    yield { check, ...found };
    if (decisive.includes(check) && found?.findings.some(({ severity }) => severity !== 'warning')) goes = false;
  }
}

/** Whether a cell makes steps at all. */
export function goes(under: CellUnderCheck): boolean {
  try {
    return checkShapes(new Subject(under)).length === 0;
  } catch {
    return false;
  }
}

/** What a cell throws in one of its steps only, it throws here. */
function attempt(subject: Subject, look: (subject: Subject) => { findings: Finding[]; gradients?: CellGradient[] }) {
  try {
    return look(subject);
  } catch (error) {
    return { findings: [{ message: (error as Error).message, blame: placed.test((error as Error).message) ? undefined : subject.blame('step') }] };
  }
}

/** A sentence that names its place. */
const placed = /^\S.*?:\d+:\d+: /;
