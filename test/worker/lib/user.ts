import { chmod, chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Who a child process runs as; empty is who runs the tests. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
}

const nobody = 65534;

/** Somebody whom permissions stop: root, whom they don't, starts processes as nobody. */
export const ordinaryUser: User = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** Gives a folder and all in it to the ordinary user. */
export async function giveToOrdinaryUser(folder: string): Promise<void> {
  const { uid, gid } = ordinaryUser;
  if (uid === undefined || gid === undefined) return;
  const all = await readdir(folder, { recursive: true });
  for (const path of [folder, ...all.map(name => join(folder, name))]) await chown(path, uid, gid);
}

/** Nobody but root can make, replace or remove a file in a folder any more; what is open stays so. */
export const makeReadOnly = (...folders: string[]): Promise<unknown> => Promise.all(folders.map(folder => chmod(folder, 0o555)));
export const makeWritable = (...folders: string[]): Promise<unknown> => Promise.all(folders.map(folder => chmod(folder, 0o755)));
