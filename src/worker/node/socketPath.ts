import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const folderPrefix = join(tmpdir(), 'unfold-');
const socketName = 'session.sock';

/** Where a private socket may be: in a new folder that only its owner may enter, or a named pipe on Windows. */
export async function newSocketPath(): Promise<string> {
  if (process.platform === 'win32') return `\\\\.\\pipe\\unfold-${randomUUID()}`;
  return join(await mkdtemp(folderPrefix), socketName);
}

/** Removes the socket of a process that is gone, and its folder; touches nothing else. */
export async function removeSocket(path: string): Promise<void> {
  const folder = dirname(path);
  const isOurs = folder.startsWith(folderPrefix) && dirname(folder) === dirname(folderPrefix) && basename(path) === socketName;
  if (isOurs) await rm(folder, { recursive: true, force: true });
}
