import { readFile } from 'node:fs/promises';
import { joinTables } from '../core/data/numberTable.ts';
import type { NumberTable } from '../core/data/numberTable.ts';
import { openTable } from '../core/data/open.ts';
import { breather } from '../worker/breather.ts';

/** Files with the same columns, one under another. @param wanted columns that may be asked for @throws SpecError, a sentence */
export async function readTables(files: readonly string[], wanted: readonly string[]): Promise<NumberTable> {
  const breathe = breather();
  return joinTables(await Promise.all(files.map(file => openTable(file, wanted, path => readFile(path), breathe))));
}
