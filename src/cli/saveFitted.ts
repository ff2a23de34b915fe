import { access, constants } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import type { Checkpoint } from '../core/checkpoint/checkpoint.ts';
import { encodeCheckpoint } from '../core/checkpoint/checkpointFile.ts';
import { replaceFile } from '../worker/node/replaceFile.ts';
import { notValid } from './complaint.ts';

/** Whether a network can be saved there, before anything is computed. @throws Complaint */
export async function checkOut(out: string): Promise<void> {
  if (!/\.safetensors$/i.test(out)) throw notValid(`--out takes a file NAME.safetensors, not "${basename(out)}".`);
  const folder = dirname(resolve(out));
  await access(folder, constants.W_OK).catch(() => {
    throw notValid(`--out: there is no folder ${folder} to write to.`);
  });
}

/** The network of the first seed. @param make given the paths of the series as they are seen from beside it */
export async function saveFitted(out: string, files: readonly string[], make: (seen: readonly string[]) => Checkpoint, [seed, ...others]: readonly number[]): Promise<void> {
  const seen = files.map(file => relative(dirname(resolve(out)), resolve(file)).replaceAll('\\', '/'));
  const bytes = encodeCheckpoint(make(seen));
  const later = (): void => undefined; // it is the last that is done, and Ctrl-C would leave half a file beside
  process.on('SIGINT', later);
  await replaceFile(out, bytes).finally(() => process.off('SIGINT', later));
  console.error(`Saved ${out}${others.length > 0 ? `, the network of seed ${seed}` : ''}.`);
}
