import { spawn } from 'node:child_process';
import type { Printed } from '../platform.ts';
import { printedBy } from './printedBy.ts';

/** Runs `unfold …` to its end in a process of its own. @param script path of `dist/cli.js` @param env in what it runs (nodeEnvironment.ts) @throws Error, in words, where it does not come to its own end */
export function runCli(script: string, args: readonly string[], env: NodeJS.ProcessEnv, stop: AbortSignal): Promise<Printed> {
  return printedBy(spawn(process.execPath, [script, ...args], { windowsHide: true, env, stdio: ['ignore', 'pipe', 'pipe'] }), stop);
}
