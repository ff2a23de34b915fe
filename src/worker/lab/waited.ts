import type { LabRequests } from '../../protocol/lab.ts';

/** What a person waits for, whose answer comes before the trials of a search. */
const before: readonly string[] = ['fit', 'classify', 'freeRun', 'save'] satisfies readonly (keyof LabRequests)[];

/** Counts the requests under way that a person waits for; the threads of a search stand still while there are any. */
export function waitedRequests() {
  /** How many there are, at 0. */
  const count = new Int32Array(new SharedArrayBuffer(4));
  return {
    count,
    /** Does what is asked by this method. */
    async during<T>(method: string, work: () => Promise<T>): Promise<T> {
      if (!before.includes(method)) return work();
      Atomics.add(count, 0, 1);
      try {
        return await work();
      } finally {
        Atomics.sub(count, 0, 1);
        Atomics.notify(count, 0);
      }
    },
  };
}
