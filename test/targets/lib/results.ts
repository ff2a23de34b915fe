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
export function findingsTable(findings: readonly Finding[], target: Pick<Target, 'hypothesis'>): string[][] {
  return [['target', 'figure', 'to pass', ''], ...findings.map(({ target: what, figure, toPass, passed }) => [what, figure, toPass, verdict(passed, toPass, target)])];
}

/** What stands at the end of a line. What is only reported passes and fails at nothing, and a hypothesis is so or not so. */
export function verdict(passed: boolean, toPass: string, { hypothesis }: Pick<Target, 'hypothesis'>): string {
  if (isReported(toPass)) return 'reported';
  if (hypothesis) return passed ? 'hypothesis: yes' : '**hypothesis: no**';
  return passed ? 'pass' : '**fail**';
}

const isReported = (toPass: string): boolean => /^(reported|counted|what the .* is compared with)\b/.test(toPass);

/** Whether a line says no, to a figure that was to be reached. */
export const fails = ({ passed, toPass }: Finding, target: Pick<Target, 'hypothesis'>): boolean => verdict(passed, toPass, target) === '**fail**';
