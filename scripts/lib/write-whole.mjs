import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file whole or not at all: another process may be reading it, and this one may be stopped. */
export async function writeWhole(file, contents) {
  await writeFile(`${file}.partial`, contents);
  await rename(`${file}.partial`, file);
}

/** Makes a file what it is to be, where it is something else or not there. @returns whether it was written */
export async function bring(file, contents) {
  const wanted = Buffer.from(contents);
  const there = await readFile(file).catch(() => undefined);
  if (there?.equals(wanted)) return false;
  await mkdir(dirname(file), { recursive: true });
  await writeWhole(file, wanted);
  return true;
}
