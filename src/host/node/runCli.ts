import { execFile } from 'node:child_process';
import { nodeEnvironment } from './nodeEnvironment.ts';

const timeoutMinutes = 10;
const longestOutput = 64 * 1024 * 1024;

export interface Printed {
  readonly output: string;
  /** What it complained of; empty where it did not. */
  readonly complaint: string;
  readonly exitCode: number;
}

/** Runs `unfold …` to its end in a process of its own. @param script path of `dist/cli.js` @throws Error, in words, where it does not come to its own end */
export function runCli(script: string, args: readonly string[], stop: AbortSignal): Promise<Printed> {
  const options = {
    signal: stop, timeout: timeoutMinutes * 60_000, maxBuffer: longestOutput, windowsHide: true,
    env: nodeEnvironment(),
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, ...args], options, (error, output, complaint) => {
      if (error === null || typeof error.code === 'number') resolve({ output, complaint: complaint.trim(), exitCode: error ? Number(error.code) : 0 });
      else reject(error.killed === true && !stop.aborted ? new Error(`This took longer than ${timeoutMinutes} minutes and was given up.`) : error);
    });
  });
}
