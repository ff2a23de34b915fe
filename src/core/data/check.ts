import type { SpecError } from '../spec/problem.ts';

/** @throws SpecError the first of what was found wrong, if anything was */
export function check([first]: readonly SpecError[]): void {
  if (first) throw first;
}
