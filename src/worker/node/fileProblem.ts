import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { JournalProblem } from '../journal.ts';

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  ENOTDIR: 'there is a file where a folder must be',
  EEXIST: 'there is a file where a folder must be',
  EISDIR: 'there is a folder where a file must be',
};

/** What a failed write means for a run, in words. */
export function fileProblem(file: string, error: unknown): JournalProblem {
  const folder = dirname(file);
  if (!existsSync(folder)) return new JournalProblem(`The run folder is gone: ${folder} was deleted or moved.`, true);
  return new JournalProblem(`Could not write ${basename(file)} in ${folder}: ${causeOf(error)}.`, false);
}

/** Why a file or folder could not be written, as the end of a sentence. */
export function causeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return causes[code] ?? code;
}
