import type { EsnProgress } from './esnProgress.ts';

/**
 * What is computed of a network where a person waits, after the fit: neither an error in it nor Ctrl-C takes what was fitted, and it is
 * said why there is none. @param notKnown how that begins: `Its memory capacity is not known`
 */
export async function afterFit<T>(notKnown: string, progress: EsnProgress, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const interrupted = (): void => stop.abort(new Error('Ctrl-C ended it.'));
  process.once('SIGINT', interrupted);
  try {
    return await work(stop.signal).finally(() => progress.end());
  } catch (error) {
    console.error(`${notKnown}: ${(error as Error).message}`);
    return undefined;
  } finally {
    process.off('SIGINT', interrupted);
  }
}
