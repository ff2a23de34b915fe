import { open } from 'node:fs/promises';
import { parquetMetadataAsync, parquetSchema } from 'hyparquet/src/index.js';
import { isParquet } from '../../../core/spec/dataErrors.ts';
import { columnsOf } from '../../../core/spec/glance.ts';

/** Enough for the first line of a table. */
const headBytes = 256 * 1024;

/** The columns of a table, from as little of the file as says them: its first line, or the end of a Parquet file. None of other kinds. @throws Error where it cannot be read */
export async function readColumns(file: string): Promise<string[]> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(end - start), 0, end - start, start);
      return buffer.buffer.slice(0, bytesRead);
    };
    if (isParquet(file)) return parquetSchema(await parquetMetadataAsync({ byteLength: size, slice })).children.map(({ element: { name } }) => name);
    return columnsOf({ type: 'file', bytes: size, start: new Uint8Array(await slice(0, Math.min(size, headBytes))) }, file);
  } finally {
    await handle.close();
  }
}
