// The first bytes of the memory, which the threads talk through.

/** Words of 4 bytes that are waited for. */
export const control = {
  /** Counts the jobs that were given out; a helper waits for the next. */
  jobs: 0,
  /** Helpers that are not yet done with the last one. */
  busy: 1,
  /** 1 + the number of a helper that failed. */
  failed: 2,
} as const;

/** So many parameters a model may have. */
const mostParameters = 256;

/** Where the numbers of a job (float64) begin, and how many there may be: a scale for each parameter among them. */
export const jobBytes = 64;
export const jobNumbers = 16 + mostParameters;

/** Where each thread's answers begin (float64): `answersPerThread` each. */
export const answerBytes = jobBytes + jobNumbers * 8;
export const answersPerThread = 2 * mostParameters;
export const mostThreads = 64;

/** What all this takes. */
export const controlBytes = Math.ceil((answerBytes + mostThreads * answersPerThread * 8) / 65_536) * 65_536;
