import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { runFiles } from '../../protocol/run.ts';
import type { LaunchOptions, Worker } from '../platform.ts';

/** How Node ends where its heap is full. */
const outOfMemory: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGTRAP'];

/**
 * Starts a training process that goes on when this one ends. What it prints goes to a file of the run folder.
 * @param script path of `dist/worker.js`
 * @param env in what it runs (nodeEnvironment.ts)
 * @throws Error where that file can't be opened
 */
export function launchWorker(script: string, folder: string, { threads, keepRunning, checkpoint }: LaunchOptions, env: NodeJS.ProcessEnv): Worker {
  const options = [
    '--panel', ...(threads ? ['--threads', String(threads)] : []),
    ...(checkpoint ? ['--resume', checkpoint.fsPath] : []), ...(keepRunning ? ['--keep-running'] : []),
  ];
  const file = join(folder, runFiles.output);
  const output = openSync(file, 'a');
  const { size: before } = fstatSync(output);
  const child = spawn(process.execPath, [script, folder, ...options], {
    detached: true, stdio: ['ignore', output, output], windowsHide: true, env,
  });
  closeSync(output);
  child.unref();
  const ended = new Promise<string | undefined>(resolve => {
    child.once('error', error => resolve(`Its process could not be started (${error.message}).`));
    child.once('exit', (code, signal) => resolve(outOfMemory.includes(signal) ? 'It ran out of memory.' : code ? lastLine(file, before) : undefined));
  });
  return { pid: child.pid, ended };
}

/** @returns the last line printed since the file had `from` bytes: what the process complained of */
async function lastLine(file: string, from: number): Promise<string | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(size - from, 4096)), 0, undefined, Math.max(from, size - 4096));
    return buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').at(-1) || undefined;
  } finally {
    await handle.close();
  }
}
