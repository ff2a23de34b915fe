import { execFile } from 'node:child_process';
import type { SampleRecord } from '../../core/train/records.ts';

const timeoutMilliseconds = 10 * 60_000;
const longestOutput = 64 * 1024 * 1024;

/** Runs `unfold sample CHECKPOINT --json`. @param script path of `dist/cli.js`. @throws Error with what it complained of */
export function sampleCheckpoint(script: string, checkpoint: string, stop: AbortSignal): Promise<SampleRecord> {
  const options = {
    signal: stop, timeout: timeoutMilliseconds, maxBuffer: longestOutput, windowsHide: true,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, 'sample', checkpoint, '--json'], options, (error, output, complaint) => {
      if (error) reject(new Error(complaint.trim() || error.message));
      else resolve(JSON.parse(output) as SampleRecord);
    });
  });
}
