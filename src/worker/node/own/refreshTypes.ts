import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isOurs, refersToTypes, typesFile } from '../../../core/spec/typesFile.ts';
import { replaceFile } from '../replaceFile.ts';

/** Brings the types that lie beside a cell or a task up to date, where those of an older Unfold are there, or none and its first lines refer to them. @param templates the folder of ours @returns whether they were written */
export async function refreshTypes(cell: string, templates: string): Promise<boolean> {
  const there = join(dirname(cell), typesFile);
  const [before, now, text] = await Promise.all([there, join(templates, typesFile), cell].map(file => readFile(file, 'utf8').catch(() => undefined)));
  if (now === undefined || before === now || !(before === undefined ? refersToTypes(text ?? '') : isOurs(before))) return false;
  await replaceFile(there, now);
  return true;
}
