import { hostname } from 'node:os';
import type { RunStatus } from '../../protocol/run.ts';

/** @returns whether the process that owns a run lives; undefined where it is on another machine */
export function isAlive({ pid, host }: NonNullable<RunStatus['owner']>): boolean | undefined {
  if (host !== hostname()) return undefined;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
