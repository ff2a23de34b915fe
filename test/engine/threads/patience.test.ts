import { afterEach, expect, test, vi } from 'vitest';
import { awaitCount, control, controlWords } from '../../../src/engine/threads/control.ts';
import { Crew } from '../../../src/engine/threads/crew.ts';
import type { HelperSetup } from '../../../src/engine/threads/helper.ts';
import type { Trade } from '../../../src/engine/threads/trade.ts';

afterEach(() => { vi.restoreAllMocks(); });

const sharedMemory = () => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });

/** A clock that only waiting moves. @param meanwhile what happens during a wait, and whether that is heard @returns milliseconds that were waited */
function waits(meanwhile: (wait: number) => boolean): () => number {
  let [now, count] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  vi.spyOn(Atomics, 'wait').mockImplementation((...parameters: readonly unknown[]) => {
    if (meanwhile(count++)) return 'ok';
    now += parameters[3] as number;
    return 'timed-out';
  });
  return () => now;
}

test('a process that stood still for longer than anybody waits goes on', () => {
  const words = controlWords(sharedMemory());
  waits((wait) => {
    if (wait > 0) Atomics.store(words, control.arrived, 2);
    return wait > 0;
  });
  expect(() => awaitCount(words, control.arrived, 2)).not.toThrow();
});

test('a thread that never comes is waited for ten seconds', () => {
  const waited = waits(() => false);
  expect(() => awaitCount(controlWords(sharedMemory()), control.arrived, 2)).toThrow('A compute thread does not answer.');
  expect(waited()).toBeCloseTo(10_000);
});

test('one that was waited for in vain within a job is not waited for minutes after it', async () => {
  const setup = { memory: sharedMemory() } as HelperSetup;
  const work = () => awaitCount(controlWords(setup.memory), control.arrived, 2);
  const own: Trade<object, HelperSetup> = { setup, threads: 2, membersOf: () => 2, write: () => [0], read: () => ({}), work };
  let ended = 0;
  const crew = new Crew(own, () => ({ started: Promise.resolve(), end: () => { ended++; } }));
  await crew.start();
  const waited = waits(() => false);
  expect(() => crew.run({})).toThrow('A compute thread does not answer.');
  expect([ended, waited() < 25_000]).toEqual([1, true]);
  expect(() => crew.run({})).toThrow('A compute thread does not answer.');
});
