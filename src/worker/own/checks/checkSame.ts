import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Call } from '../recorder.ts';
import { blameCall } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

const advice = 'Random numbers come from `context.random`, whose seed is the experiment’s; what a step remembers belongs in the state.';

/** Whether the same steps again are the same to the last bit. */
export function checkSame(subject: Subject): Finding[] {
  return tidy(() => {
    const [once, again]: [Call[], Call[]] = [[], []];
    const at = subject.tensorsAt(subject.elsewhere);
    const [first, second] = [once, again].map((calls) => subject.steps(at, calls));
    const same = first!.every(({ state, output }, t) => equal(output, second![t]!.output) && Object.entries(state).every(([entry, value]) => equal(value, second![t]!.state[entry]!)));
    if (same) return [];
    const k = once.findIndex(({ name, outputs }, i) => again[i]?.name !== name || outputs.some((value, j) => !equal(value, again[i]!.outputs[j])));
    const culprit = once[k];
    const what = culprit ? `${culprit.name} gives other numbers` : 'A step gives other numbers';
    return [{ message: `${what} when the same is computed again. ${advice}`, blame: blameCall(culprit) ?? subject.blame('return') }];
  }) as unknown as Finding[];
}

function equal(a: Tensor, b: Tensor | undefined): boolean {
  const [left, right] = [a.dataSync(), b?.dataSync()];
  return left.length === right?.length && left.every((value, i) => Object.is(value, right[i]));
}
