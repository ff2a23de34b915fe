import { open, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { lostAfterSeconds } from '../../protocol/run.ts';
import type { RunStatus } from '../../protocol/run.ts';
import { fileProblem } from './fileProblem.ts';

/** Runs `take` while no other process can: two that start the same run at once don't both get it. */
export async function exclusively<T>(folder: string, take: () => Promise<T>): Promise<T> {
  const file = join(folder, 'status.lock');
  await removeLeftOver(file);
  const handle = await open(file, 'wx').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new Error(`The run in ${folder} is being started by another process.`) : fileProblem(file, error);
  });
  try {
    return await take();
  } finally {
    await handle.close();
    await rm(file, { force: true });
  }
}

/** Taking a run over is a matter of milliseconds: who left an old lock behind has died of it. */
async function removeLeftOver(file: string): Promise<void> {
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
  if (Date.now() - mtimeMs > lostAfterSeconds * 1000) await rm(file, { force: true });
}

/** @throws Error, a sentence, when a living process owns the run. */
export async function refuseOwned({ owner, heartbeat }: RunStatus, folder: string): Promise<void> {
  if (owner === undefined) return;
  const fresh = Date.now() - heartbeat < lostAfterSeconds * 1000;
  const alive = owner.host === hostname()
    ? isProcess(owner.pid) && (fresh || (owner.socket !== undefined && await accepts(owner.socket)))
    : fresh;
  if (alive) throw new Error(`The run in ${folder} belongs to process ${owner.pid} on ${owner.host}, which is still at work. Stop it first.`);
}

function isProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process that computes for long without a heartbeat still accepts connections; one that is gone doesn't. */
function accepts(socketPath: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(socketPath, () => resolve(true)).on('error', () => resolve(false)).on('close', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
