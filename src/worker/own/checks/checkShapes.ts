import { dispose, tidy } from '@tensorflow/tfjs-core';
import type { Call } from '../recorder.ts';
import { disposedBy } from './checkTensors.ts';
import { blameCall } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** Whether steps go through at all, and give what the contract of cells asks for. */
export function checkShapes(subject: Subject): Finding[] {
  const [calls, at] = [[] as Call[], subject.tensorsAt(subject.start)];
  try {
    for (const training of [true, false]) tidy(() => void subject.steps(at, calls, training));
    return [];
  } catch (error) {
    const { message } = error as Error;
    const disposed = disposedBy(subject, at);
    if (disposed) return [disposed];
    if (/Tensor is disposed/.test(message)) return [{ message: message.replace(/Tensor is disposed\.?/, 'a tensor is read that is there no more: nothing but the state goes from one step to the next.') }];
    return [{ message, blame: blameOf(message, subject, calls) }];
  } finally {
    dispose(Object.values(at).filter(({ isDisposed }) => !isDisposed));
  }
}

/** Of what a sentence of core/cells/own.ts says that the step gave, the operation that made it; the sentence itself names where it was given. */
function blameOf(message: string, { given }: Subject, calls: readonly Call[]): Finding['blame'] {
  const [, way] = /`((?:state|gates)\.\w+|output)` is/.exec(message) ?? [];
  const value = way?.split('.').reduce<unknown>((all, key) => (all as Record<string, unknown> | undefined)?.[key], given);
  return blameCall(calls.findLast(({ outputs }) => outputs.some((output) => output === value)));
}
