import { Member } from '../planned/member.ts';
import type { MemberSetup } from '../planned/member.ts';
import { ReservoirMember } from '../reservoir/member.ts';
import type { ReservoirSetup } from '../reservoir/member.ts';
import { awaitChange, control, controlWords, jobNumbers, leave } from './control.ts';
import type { Trade } from './trade.ts';

/** All that a compute thread may be asked to be. */
export type HelperSetup = MemberSetup | ReservoirSetup;

/** A helper thread's life: does its share of every job until it is told to leave. Blocks its thread. */
export function help(setup: HelperSetup): void {
  const words = controlWords(setup.memory);
  let own: Trade<unknown> | undefined;
  for (let seen = 0; ;) {
    seen = awaitChange(words, control.jobs, seen);
    const numbers = jobNumbers(setup.memory);
    if (numbers[0] === leave[0]) return;
    try {
      own ??= learn(setup);
      own.work(own.read(numbers));
    } catch {
      Atomics.store(words, control.failed, 1 + setup.thread); // the next word tells that it is done with
    }
    Atomics.sub(words, control.busy, 1);
    Atomics.notify(words, control.busy);
  }
}

function learn(setup: HelperSetup): Trade<unknown> {
  return setup.trade === 'planned' ? new Member(setup) : new ReservoirMember(setup);
}
