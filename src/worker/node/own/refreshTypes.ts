import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isOurs, typesFile } from '../../../core/spec/typesFile.ts';
import { replaceFile } from '../replaceFile.ts';

/** Brings the types that lie beside a cell up to date, where those of an older Unfold are there. @param templates the folder of ours @returns whether they were older */
export async function refreshTypes(cell: string, templates: string): Promise<boolean> {
  const there = join(dirname(cell), typesFile);
  const [before, now] = await Promise.all([there, join(templates, typesFile)].map(file => readFile(file, 'utf8').catch(() => undefined)));
  if (before === undefined || now === undefined || before === now || !isOurs(before)) return false;
  await replaceFile(there, now);
  return true;
}
