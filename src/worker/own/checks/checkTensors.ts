import { dispose, memory, tidy } from '@tensorflow/tfjs-core';
import { counted } from '../../../core/spec/wording.ts';
import type { Call } from '../recorder.ts';
import { blameCall } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Subject, Tensors } from './subject.ts';

/** Whether steps leave nothing that nobody will dispose, and what is not theirs. */
export function checkTensors(subject: Subject): Finding[] {
  const [calls, at] = [[] as Call[], subject.tensorsAt(subject.start)];
  try {
    const before = memory().numTensors;
    tidy(() => void subject.steps(at, calls));
    const disposed = disposedBy(subject, at);
    if (disposed) return [disposed];
    const more = memory().numTensors - before;
    if (more <= 0) return [];
    const kept = calls.find(({ outputs }) => outputs.some(({ isDisposed }) => !isDisposed));
    return [{ message: `\`step\` leaves ${counted(more, 'tensor')} behind that nobody disposes: memory fills with them.`, blame: blameCall(kept) ?? subject.blame('step') }];
  } finally {
    dispose(Object.values(at).filter(({ isDisposed }) => !isDisposed));
  }
}

/** What steps took away that they were given. */
export function disposedBy(subject: Subject, at: Tensors): Finding | undefined {
  const [gone] = Object.entries(at).find(([, { isDisposed }]) => isDisposed) ?? [];
  return gone === undefined ? undefined : { message: `\`step\` disposes ${gone === 'x' ? gone : `\`${gone}\``}, which it was given: it disposes nothing, the run does.`, blame: subject.blame('step') };
}
