import { joinTables } from '../../core/data/numberTable.ts';
import type { NumberTable } from '../../core/data/numberTable.ts';
import { openTable } from '../../core/data/open.ts';
import type { WhoReads } from '../lab/labHandlers.ts';
import { readInPieces } from './readInPieces.ts';

/** For whom tables are read, beside whom. */
export interface Reading extends WhoReads {
  /** Settles after everybody else has had a turn. */
  readonly breathe: () => Promise<void>;
}

/** Of the work on a file the part that has its bytes read; the rest makes numbers of them. */
const ofBytes = 0.2;

/** Files with the same columns, one under another. @param wanted columns that may be asked for @throws SpecError, a sentence */
export async function readTables(files: readonly string[], wanted: readonly string[], { breathe, signal, onProgress }: Reading): Promise<NumberTable> {
  const shares = files.map(() => 0);
  const tell = async (file: number, share: number): Promise<void> => {
    shares[file] = share;
    onProgress?.(shares.reduce((sum, each) => sum + each, 0) / files.length);
    await breathe();
    signal?.throwIfAborted();
  };
  return joinTables(await Promise.all(files.map((file, k) => openTable(
    file, wanted, path => readInPieces(path, share => tell(k, ofBytes * share)), share => tell(k, ofBytes + (1 - ofBytes) * share),
  ))));
}
