import { execFile } from 'node:child_process';
import type { Printed } from '../platform.ts';
import { nodeEnvironment } from './nodeEnvironment.ts';

const timeoutMinutes = 10;
/** Where a process was ended, as by the watchdog that says why (worker/node/own/watchdog.ts). */
const ended = 137;
const longestOutput = 64 * 1024 * 1024;

/** Runs `unfold …` to its end in a process of its own. @param script path of `dist/cli.js` @throws Error, in words, where it does not come to its own end */
export function runCli(script: string, args: readonly string[], stop: AbortSignal): Promise<Printed> {
  const options = {
    signal: stop, timeout: timeoutMinutes * 60_000, maxBuffer: longestOutput, windowsHide: true,
    env: nodeEnvironment(),
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, ...args], options, (error, output, complaint) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : complaint !== '' && !error.killed ? ended : undefined;
      if (exitCode !== undefined) resolve({ output, complaint: complaint.trim(), exitCode });
      else reject(error!.killed === true && !stop.aborted ? new Error(`This took longer than ${timeoutMinutes} minutes and was given up.`) : error!);
    });
  });
}
