import { readdir } from 'node:fs/promises';
import { inStepOrder } from '../../../protocol/checkpointNames.ts';

/** @returns the checkpoints in a folder, oldest first; none where the folder is not there */
export async function readCheckpointNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return inStepOrder(entries);
}
