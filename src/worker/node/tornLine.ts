import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const newline = 10;
const chunkSize = 64 * 1024;

/** Cuts off a last line that a crash left without its end, so that what is appended next starts a line of its own. */
export async function repairTornLine(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch(noFileYet);
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    const end = await endOfLastLine(handle, size);
    if (end < size) await handle.truncate(end);
  } finally {
    await handle.close();
  }
}

function noFileYet(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** Just behind the last newline; 0 where there is none. */
async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= chunkSize) {
    const start = Math.max(0, end - chunkSize);
    const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const at = buffer.lastIndexOf(newline);
    if (at >= 0) return start + at + 1;
  }
  return 0;
}
