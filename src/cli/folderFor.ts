import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { notValid } from './complaint.ts';

/** Where a new cell or task goes: a folder of such is the one within it, as in the editor. @throws Complaint where it is a file */
export async function folderFor(dir: string, kind: 'cells' | 'tasks'): Promise<string> {
  const isFile = await stat(dir).then(found => !found.isDirectory(), () => false);
  if (isFile) throw notValid(`--dir takes a folder, and ${dir} is a file.`);
  return basename(resolve(dir)) === kind ? join(dir, '..') : dir;
}
