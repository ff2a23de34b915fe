import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

export const chunkBytes = 4 * 1024 * 1024;

const newline = 0x0a;

/** Reads what was appended to a file of lines since the last look. A torn last line stays for the next look. */
export class LineTail {
  #offset = 0;
  #inode: number | undefined;
  #more = false;

  constructor(private readonly file: string) {}

  /** The last look has left something. */
  get more(): boolean {
    return this.#more;
  }

  rewind(): void {
    this.#offset = 0;
    this.#inode = undefined;
  }

  /**
   * Hands whole new lines to `take`: all there are, or, where `limit` is at most `chunkBytes`, about as many bytes as that. A file that is not there has no lines.
   * @returns false when the file was replaced or cut, so that lines taken before are no longer in it; then none is taken
   */
  async read(take: (line: string) => void, limit: number): Promise<boolean> {
    this.#more = false;
    const handle = await openIfThere(this.file);
    if (handle === undefined) return this.#offset === 0;
    try {
      if (!await this.#isSameFile(handle)) return false;
      await this.#takeFrom(handle, take, limit);
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

  async #takeFrom(handle: FileHandle, take: (line: string) => void, limit: number): Promise<void> {
    for (let size = Math.min(chunkBytes, limit); ; ) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(size), 0, size, this.#offset);
      if (bytesRead === 0) return;
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(newline) + 1;
      for (const line of linesOf(buffer.subarray(0, whole))) take(line);
      this.#offset += whole;
      if (bytesRead < size) return;
      this.#more = limit <= chunkBytes && whole > 0;
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
