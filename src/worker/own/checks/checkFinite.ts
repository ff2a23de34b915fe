import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { counted } from '../../../core/spec/wording.ts';
import type { Call } from '../recorder.ts';
import { blameCall } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** Whether what steps give is made of numbers, from the very parameters that a run would begin with. */
export function checkFinite(subject: Subject): Finding[] {
  return [true, false].map((training) => finiteWhere(subject, training)).find((findings) => findings.length > 0) ?? [];
}

function finiteWhere(subject: Subject, training: boolean): Finding[] {
  return tidy(() => {
    const calls: Call[] = [];
    const results = subject.steps(subject.tensorsAt(subject.start), calls, training);
    const t = results.findIndex(({ state, output, gates }) => [...Object.values(state), output, ...Object.values(gates ?? {})].some((value) => odd(value).length > 0));
    if (t < 0) return [];
    const first = calls.find(({ outputs }) => outputs.some((value) => odd(value).length > 0));
    const wrong = first?.outputs.flatMap(odd) ?? [];
    const what = wrong.some(Number.isNaN) ? 'NaN, which is no number' : 'infinite';
    const when = training ? '' : ', where `training` is false'; // what goes wrong in training is told of that
    const message = first ? `${first.name} gives ${counted(wrong.length, 'number')} ${wrong.length === 1 ? 'that is' : 'that are'} ${what}; the step at t = ${t} hands it on${when}.` : `The step at t = ${t} gives numbers that are ${what}${when}.`;
    return [{ message, blame: blameCall(first) ?? subject.blame('return') }];
  }) as unknown as Finding[];
}

const odd = (value: Tensor): number[] => (value.dtype === 'float32' ? [...value.dataSync<'float32'>()].filter((each) => !Number.isFinite(each)) : []);
