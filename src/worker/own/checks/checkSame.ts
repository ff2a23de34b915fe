import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { StepResult } from '../../../core/cells/cell.ts';
import type { Call } from '../recorder.ts';
import { blameCall } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

const advice = 'Random numbers come from `context.random`, whose seed is the experiment’s; what a step remembers belongs in the state.';
type Numbers = Float32Array | Int32Array | Uint8Array;

const loaded = 'the file is loaded again';
const after = 'another sequence came before';

/** Whether the same steps again are the same to the last bit, also those of the cell that its file makes when another run loads it, after another sequence. */
export function checkSame(subject: Subject): Finding[] {
  const within = otherSteps(subject, subject, 'the same is computed again');
  if (within.length > 0) return within;
  const again = subject.again();
  tidy(() => void again.steps(again.tensorsAt(again.start), [], true, 1));
  const other = [...otherStart(subject, again), ...otherSteps(subject, again, after)].slice(0, 1);
  return other.length === 0 ? [] : [...otherSteps(subject, subject.again(), loaded), ...other].slice(0, 1);
}

/** What a cell has, and draws from the same seed. */
function otherStart(subject: Subject, again: Subject): Finding[] {
  const key = Object.keys({ ...subject.start, ...again.start }).find((each) => String(subject.shapes[each]) !== String(again.shapes[each]) || !isEqual(subject.start[each], again.start[each]));
  return key === undefined ? [] : [{ message: `\`${key}\` is another when ${loaded}: what a cell has may depend on inputSize, hiddenSize and options alone.`, blame: subject.blame(key.split('.')) }];
}

function otherSteps(subject: Subject, again: Subject, when: string): Finding[] {
  return tidy(() => {
    const [first, second]: [Call[], Call[]] = [[], []];
    const at = subject.tensorsAt(subject.elsewhere);
    const [results, others] = [subject.steps(at, first), again.steps(at, second)];
    if (results.every((result, t) => areEqual(allOf(result), allOf(others[t]!)))) return [];
    const culprit = first.find(({ name, outputs }, k) => second[k]?.name !== name || !areEqual(outputs, second[k].outputs));
    const what = culprit ? `${culprit.name} gives other numbers` : 'A step gives other numbers';
    return [{ message: `${what} when ${when}. ${advice}`, blame: blameCall(culprit) ?? subject.blame('return') }];
  }) as unknown as Finding[];
}

const allOf = ({ state, output, gates }: StepResult): Tensor[] => [output, ...Object.values(state), ...Object.values(gates ?? {})];
const areEqual = (some: readonly Tensor[], others: readonly Tensor[]): boolean => some.length === others.length && some.every((value, i) => isEqual(value.dataSync(), others[i]!.dataSync()));
const isEqual = (a: Numbers | undefined, b: Numbers | undefined): boolean => a !== undefined && a.length === b?.length && a.every((value, i) => Object.is(value, b[i]));
