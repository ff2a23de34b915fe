import { controlBytes } from '../threads/control.ts';

// What each thread found out about the last job: float64 numbers behind the control words.

/** So many parameters a model may have: a job takes a scale for each, and an answer is two norms of each. */
const mostParameters = 256;
const answersPerThread = 2 * mostParameters;

export const answersOf = (memory: WebAssembly.Memory, thread: number): Float64Array =>
  new Float64Array(memory.buffer, controlBytes + thread * answersPerThread * 8, answersPerThread);

/** Where what a model computes with begins, behind the answers of so many threads. */
export const answersEnd = (threads: number): number => controlBytes + threads * answersPerThread * 8;
