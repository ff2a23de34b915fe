/** Does the work when it is first asked for, and gives everybody the same answer. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => answer ??= work();
}
