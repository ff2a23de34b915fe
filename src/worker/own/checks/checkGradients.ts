import { split } from '../../../core/math/random.ts';
import type { RandomStream } from '../../../core/math/random.ts';
import { listed } from '../../../core/spec/wording.ts';
import { isRight } from '../../../core/train/checkGradients.ts';
import type { CellGradient } from '../../../protocol/cellChecks.ts';
import type { Call } from '../recorder.ts';
import { Culprits } from './culprit.ts';
import { along, compare, gradientsOf, moved, normOf } from './differences.ts';
import type { Gradients, Slopes } from './differences.ts';
import { blameCall, meant } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Point, Subject } from './subject.ts';

/** Tried for each; where the first shows that it is right, no more. */
const directions = 3;

/** What came out of one of the things that a step depends on. */
interface Outcome {
  readonly key: string;
  readonly norm: number;
  readonly worst: Slopes;
}

/** Compares the gradient of everything that steps depend on with finite differences, and finds the operation that is to blame. */
export function checkGradients(subject: Subject): { findings: Finding[]; gradients: CellGradient[] } {
  const [first, gradients] = [subject.start, subject.elsewhere].map((point) => gradientsOf(subject, point, (at) => subject.score(subject.steps(at)))) as [Gradients, Gradients];
  const spoilt = [...notFinite(subject, subject.start, first), ...notFinite(subject, subject.elsewhere, gradients)].slice(0, 1);
  if (spoilt.length > 0) return { findings: spoilt, gradients: [] };
  const outcomes = outcomesOf(subject, gradients);
  return { findings: [...wrongOnes(subject, outcomes), ...unfelt(subject, outcomes)], gradients: outcomes.map(outcome => described(subject, outcome)) };
}

function outcomesOf(subject: Subject, gradients: Gradients): Outcome[] {
  const { elsewhere, cell: { parameters } } = subject;
  const [random, scale] = [split(0, 'sampling'), subject.scoreAt(elsewhere)];
  const fixed = parameters.flatMap((parameter) => (parameter.fixed ? [`parameters.${parameter.name}`] : []));
  return Object.keys(elsewhere).filter((key) => !fixed.includes(key)).map((key) => {
    const [gradient, norm] = [gradients[key], normOf(gradients[key])];
    const attempt = (): Slopes => {
      const direction = directionOf(subject, key, random);
      const slope = (width: number) => (subject.scoreAt(moved(elsewhere, key, direction, width)) - subject.scoreAt(moved(elsewhere, key, direction, -width))) / (2 * width);
      return compare(slope, along(gradient, direction), norm, scale);
    };
    let worst = attempt();
    for (let more = 1; more < directions && !isRight(worst.error); more++) worst = larger(worst, attempt());
    return { key, norm, worst };
  });
}

const larger = (one: Slopes, other: Slopes): Slopes => (other.error > one.error ? other : one);

const directionOf = ({ elsewhere }: Subject, key: string, random: RandomStream): Float32Array => elsewhere[key]!.map(() => random.normal());

/** Those whom the same operation is to blame for, in one sentence. */
function wrongOnes(subject: Subject, outcomes: readonly Outcome[]): Finding[] {
  const groups = new Map<string, { readonly call: Call | undefined; readonly blocked: boolean; readonly outcomes: Outcome[] }>();
  const wrong = outcomes.filter(({ worst }) => !isRight(worst.error));
  const culprits = wrong.length > 0 ? new Culprits(subject, wrong.map(({ key }) => key)) : undefined;
  for (const outcome of wrong) {
    const call = culprits!.of(outcome.key, directionOf(subject, outcome.key, split(1, 'sampling')));
    const [blocked, place] = [outcome.norm === 0, call?.at.stack?.split('\n').slice(0, 4).join('\n')];
    const group = groups.get(`${blocked} ${place}`) ?? { call, blocked, outcomes: [] };
    groups.set(`${blocked} ${place}`, group);
    group.outcomes.push(outcome);
  }
  return [...groups.values()].map(({ call, blocked, outcomes }) => ({
    message: (blocked ? sayBlocked(call, outcomes) : sayWrong(call, outcomes)) + (call ? ` Where that is on purpose, write \`${meant}\` behind it.` : ''),
    blame: blameCall(call) ?? subject.blame('step'), ...(call && { gradients: outcomes.map(({ key }) => nameOf(key)) }),
  }));
}

function sayBlocked(call: Call | undefined, outcomes: readonly Outcome[]): string {
  const [{ key, worst }] = outcomes as [Outcome];
  const names = listed(outcomes.map((outcome) => words(outcome.key)), 'and');
  return `No gradient goes back ${call ? `through ${call.name} ` : ''}to ${names}: of ${words(key)} it is 0, and along a random direction the loss changes by ${digits(worst.found)}.`;
}

function sayWrong(call: Call | undefined, outcomes: readonly Outcome[]): string {
  const [{ key, worst: { found, expected } }] = outcomes as [Outcome];
  const amounts = listed(outcomes.map((outcome) => `of ${words(outcome.key)} by ${percent(outcome.worst.error)}`), 'and');
  return `The gradient is wrong${call ? ` from ${call.name} on` : ''}, ${amounts}: along a random direction of ${words(key)} it says ${digits(expected)}, and finite differences ${digits(found)}.`;
}

/** Parameters that nothing depends on. */
function unfelt(subject: Subject, outcomes: readonly Outcome[]): Finding[] {
  const idle = outcomes.filter(({ key, norm, worst }) => key.startsWith('parameters.') && norm === 0 && worst.found === 0);
  return idle.map(({ key }) => ({ message: `Nothing depends on ${words(key)}: it stays as it is drawn.`, severity: 'warning', blame: subject.blame(key.split('.')) }));
}

/** Back-propagation may give NaN where the way there is finite, as through a root of 0. */
function notFinite(subject: Subject, point: Point, gradients: Gradients): Finding[] {
  const keys = Object.keys(gradients).filter((key) => gradients[key]?.some((value) => !Number.isFinite(value)));
  if (keys.length === 0) return [];
  const call = new Culprits(subject, keys.slice(0, 1), point).of(keys[0]!);
  const where = point === subject.start ? 'at the parameters that a run begins with' : 'at parameters drawn at random';
  return [{ message: `The gradient of ${listed(keys.map(words), 'and')} is not finite ${where}${call ? `, from ${call.name} on` : ''}.`, blame: blameCall(call) ?? subject.blame('step') }];
}

function described({ shapes }: Subject, { key, norm, worst: { error } }: Outcome): CellGradient {
  return { name: nameOf(key), shape: shapes[key]!, norm, error, right: isRight(error) };
}

const nameOf = (key: string): string => key.replace(/^(parameters|state)\./, (prefix) => (prefix === 'state.' ? 'before ' : ''));
const words = (key: string): string => (key === 'x' ? 'x' : key.startsWith('state.') ? `${key.slice('state.'.length)} of the step before` : `\`${key.slice('parameters.'.length)}\``);
const digits = (value: number): string => (value === 0 ? '0' : Math.abs(value) >= 1e4 || Math.abs(value) < 1e-3 ? value.toExponential(2) : value.toPrecision(3)).replace('-', '−');
const percent = (error: number): string => (error >= 0.01 ? `${(100 * error).toPrecision(3)} %` : `${(100 * error).toExponential(1)} %`);
