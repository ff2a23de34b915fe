import { execFile } from 'node:child_process';

const timeoutMilliseconds = 10 * 60_000;
const longestOutput = 64 * 1024 * 1024;

export interface Printed {
  readonly output: string;
  /** What it complained of; empty where it did not. */
  readonly complaint: string;
}

/** Runs `unfold …` in a process of its own. @param script path of `dist/cli.js` @throws Error, in words, where it printed nothing but a complaint */
export function runCli(script: string, args: readonly string[], stop: AbortSignal): Promise<Printed> {
  const options = {
    signal: stop, timeout: timeoutMilliseconds, maxBuffer: longestOutput, windowsHide: true,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, ...args], options, (error, output, complaint) => {
      if (error && (output === '' || stop.aborted)) reject(new Error(complaint.trim() || error.message));
      else resolve({ output, complaint: complaint.trim() });
    });
  });
}
