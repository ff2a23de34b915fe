import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runFiles } from '../../../protocol/run.ts';
import { replaceFile } from '../replaceFile.ts';
import type { CompiledCode } from './compile.ts';
import { disk, keptName } from './sources.ts';

/** Where a run keeps the files of a cell. */
export const keptFolder = (run: string, hash: string): string => join(run, runFiles.code, hash);

/** Copies the files of a cell into the folder of its run, so that what it computed can still be seen once they are others. @throws JournalProblem */
export async function keepCode({ files, hash }: CompiledCode, run: string): Promise<void> {
  for (const { name, source } of files.values()) {
    const copy = join(keptFolder(run, hash), keptName(name));
    if (await disk.has(copy)) continue;
    await mkdir(dirname(copy), { recursive: true });
    await replaceFile(copy, source);
  }
}
