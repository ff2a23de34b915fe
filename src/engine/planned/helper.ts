import { control } from './control.ts';
import { Member } from './member.ts';
import type { MemberSetup } from './member.ts';
import { readOrder } from './wire.ts';

/**
 * Turns of looking before a thread lies down to sleep: some ten microseconds. Waking it takes longer than the pause between
 * two jobs of a step.
 */
const patience = 20_000;

/**
 * Waits until a control word is no longer `value`. A notification may come late, when the word already holds what is waited on
 * now, so that being woken does not mean that it changed.
 * @param timeout milliseconds @returns what it is then: `value` where the time ran out
 */
export function awaitChange(words: Int32Array, word: number, value: number, timeout = Infinity): number {
  for (let i = 0; i < patience; i++) {
    const now = Atomics.load(words, word);
    if (now !== value) return now;
  }
  while (Atomics.load(words, word) === value) {
    if (Atomics.wait(words, word, value, timeout) === 'timed-out') break;
  }
  return Atomics.load(words, word);
}

/** A helper thread's life: does its share of every job until it is told to leave. Blocks its thread. */
export function help(setup: MemberSetup): void {
  const words = new Int32Array(setup.memory.buffer, 0, 16);
  let member: Member | undefined;
  for (let seen = 0; ;) {
    seen = awaitChange(words, control.jobs, seen);
    const order = readOrder(setup.memory);
    if (order.kind === 'leave') return;
    try {
      member ??= new Member(setup);
      member.work(order);
    } catch {
      Atomics.store(words, control.failed, 1 + setup.thread); // the next word tells that it is done with
    }
    Atomics.sub(words, control.busy, 1);
    Atomics.notify(words, control.busy);
  }
}
