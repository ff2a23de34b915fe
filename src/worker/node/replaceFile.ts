import { open, rename, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileProblem } from './fileProblem.ts';

let count = 0;

/** Replaces a whole file so that a reader sees the old one or the new one, and a crash leaves one of them. @throws JournalProblem */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}-${++count}.tmp`;
  try {
    await writeSynced(temporary, content);
    await renameOver(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileProblem(file, error);
  }
}

async function writeSynced(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On Windows a file that somebody reads at this moment cannot be replaced: the next moment it can. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (process.platform !== 'win32' || attempt === 10 || (error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
      await wait(10 * attempt);
    }
  }
}
