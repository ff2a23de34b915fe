import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 4 * 1024 * 1024;

/** How much one look reads: what came until now, or no more than a page can be told at once. */
export type Extent = 'all' | 'chunk';
const newline = 0x0a;

/** Reads what was appended to a file of lines since the last look. A torn last line stays for the next look. */
export class LineTail {
  #offset = 0;
  #inode: number | undefined;
  #more = false;

  constructor(private readonly file: string) {}

  /** A look at a chunk has left something. */
  get more(): boolean {
    return this.#more;
  }

  rewind(): void {
    this.#offset = 0;
    this.#inode = undefined;
  }

  /**
   * Hands whole new lines to `take`. A file that is not there has no lines.
   * @returns false when the file was replaced or cut, so that lines taken before are no longer in it; then none is taken
   */
  async read(take: (line: string) => void, extent: Extent): Promise<boolean> {
    this.#more = false;
    const handle = await openIfThere(this.file);
    if (handle === undefined) return this.#offset === 0;
    try {
      if (!await this.#isSameFile(handle)) return false;
      await this.#takeFrom(handle, take, extent);
      return true;
    } finally {
      await handle.close();
    }
  }

  async #isSameFile(handle: FileHandle): Promise<boolean> {
    const { ino, size } = await handle.stat();
    const same = (this.#inode === undefined || this.#inode === ino) && size >= this.#offset;
    this.#inode = ino;
    return same;
  }

  async #takeFrom(handle: FileHandle, take: (line: string) => void, extent: Extent): Promise<void> {
    for (let size = chunkBytes; ; ) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, this.#offset);
      if (bytesRead === 0) return;
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
      for (const line of linesOf(buffer.subarray(0, whole))) take(line);
      this.#offset += whole;
      if (bytesRead < size) return;
      this.#more = extent === 'chunk' && whole > 0;
      if (this.#more) return;
      size = whole === 0 ? size * 2 : chunkBytes; // a line longer than the chunk
    }
  }
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('utf8').split('\n').filter(line => line !== '');
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
