import type { Finding, Target } from './target.ts';

/** What was measured of one target. */
export interface Results {
  readonly target: Target;
  readonly findings: readonly Finding[];
  readonly seeds: readonly number[];
  readonly hash: string;
  /** Everything that computed. */
  readonly engines: readonly string[];
  /** The machine as the benchmarks describe it. */
  readonly machine: Readonly<Record<string, string>>;
  readonly date: Date;
}

/** target, figure, to pass, and whether it does. */
export function findingsTable(findings: readonly Finding[]): string[][] {
  return [['target', 'figure', 'to pass', ''], ...findings.map(({ target, figure, toPass, passed }) => [target, figure, toPass, passed ? 'pass' : '**fail**'])];
}
