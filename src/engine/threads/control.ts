// The first bytes of a memory that several threads share: what they talk through.

/** Words of 4 bytes that are waited for. */
export const control = {
  /** Counts the jobs that were given out; a helper waits for the next. */
  jobs: 0,
  /** Helpers that are not yet done with the last one. */
  busy: 1,
  /** 1 + the number of a helper that failed. */
  failed: 2,
  /** Threads that have come to a place within a job where others wait for them. */
  arrived: 3,
  /** Pieces of a job that were taken. */
  turn: 4,
} as const;

export const controlWords = (memory: WebAssembly.Memory): Int32Array => new Int32Array(memory.buffer, 0, 16);

/** Where the numbers of a job (float64) begin, and how many there may be: one for each parameter of a model. */
const jobBytes = 64;
const mostJobNumbers = 16 + 256;

export const jobNumbers = (memory: WebAssembly.Memory): Float64Array => new Float64Array(memory.buffer, jobBytes, mostJobNumbers);

/** The last word, in the place of a job: there will be no other. */
export const leave = [-1] as const;

/** What all this takes. */
export const controlBytes = jobBytes + mostJobNumbers * 8;

export const mostThreads = 64;

/**
 * Turns of looking before a thread lies down to sleep: some ten microseconds. Waking it takes longer than the pause between
 * two jobs of a step.
 */
const patience = 20_000;

/**
 * A wait is so many shorter ones, each as long. While a process stands still (a debugger, Ctrl+Z) the clock goes on and no thread can
 * answer: then one of them has run out, and there are others.
 */
const waits = 10;

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
  for (let left = waits; left > 0 && Atomics.load(words, word) === value;) {
    if (Atomics.wait(words, word, value, timeout / waits) === 'timed-out') left--;
  }
  return Atomics.load(words, word);
}

/** Longest wait for another thread within a job, in milliseconds: what it does until then takes far less. */
export const arrivalPatience = 10_000;

/** Another thread did not come to a place within a job. */
export class NoAnswer extends Error {
  constructor() {
    super('A compute thread does not answer.');
  }
}

/** Waits within a job until a word has come to `count`. @throws NoAnswer where it does not */
export function awaitCount(words: Int32Array, word: number, count: number): void {
  for (let seen = Atomics.load(words, word); seen < count;) {
    const now = awaitChange(words, word, seen, arrivalPatience);
    if (now === seen) throw new NoAnswer();
    seen = now;
  }
}

/** @returns which piece of a job is this thread's next, from 0 */
export const takeTurn = (words: Int32Array): number => Atomics.add(words, control.turn, 1);
