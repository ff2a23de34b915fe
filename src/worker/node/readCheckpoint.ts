import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Checkpoint } from '../../core/checkpoint/checkpoint.ts';
import { decodeCheckpoint } from '../../core/checkpoint/checkpointFile.ts';
import { unreadable } from './unreadable.ts';

/** @param folder that its name is relative to @throws Error, a sentence with the file's name, when it cannot be read or is no checkpoint of Unfold */
export async function readCheckpoint(file: string, folder = '.'): Promise<Checkpoint> {
  const bytes = await readFile(resolve(folder, file)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(unreadable(file, error));
  });
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
