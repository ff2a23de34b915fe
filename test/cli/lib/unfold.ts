import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { beforeAll, onTestFinished } from 'vitest';
import { bundle } from '../../worker/lib/bundle.ts';
import type { User } from '../../worker/lib/user.ts';

let script: string;

/** Bundles the command line once for a test file. */
export function withCommandLine(): void {
  beforeAll(async () => { script = await bundle('src/cli/main.ts'); });
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  /** What was printed so far. */
  stdout(): string;
  readonly ended: Promise<Ended>;
}

/** `unfold ARGS` in a folder, as it is installed. */
export const start = (folder: string, ...args: string[]): Started => startAs({}, folder, ...args);

/** The same, as another user, or with another environment. */
export function startAs(user: User & { readonly env?: NodeJS.ProcessEnv }, folder: string, ...args: string[]): Started {
  const child = spawn(process.execPath, [script, ...args], { ...user, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', text => { printed.stdout += text; });
  child.stderr.setEncoding('utf8').on('data', text => { printed.stderr += text; });
  const ended = new Promise<Ended>((resolve, reject) => child.on('error', reject).on('close', code => resolve({ code, ...printed })));
  return { process: child, stdout: () => printed.stdout, ended };
}

export const unfold = (folder: string, ...args: string[]): Promise<Ended> => start(folder, ...args).ended;

export const linesOf = (text: string): Record<string, unknown>[] => text.split('\n').filter(Boolean).map(line => JSON.parse(line) as Record<string, unknown>);
