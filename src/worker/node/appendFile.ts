import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fileProblem } from './fileProblem.ts';

/** An append-only file with few writes: what is appended waits for `flush`. */
export class AppendFile {
  #waiting: Uint8Array[] = [];
  #flushing: Promise<void> = Promise.resolve();

  private constructor(readonly file: string, private readonly handle: FileHandle, readonly startsEmpty: boolean) {}

  /** @throws JournalProblem */
  static async open(file: string): Promise<AppendFile> {
    try {
      const handle = await open(file, 'a');
      return new AppendFile(file, handle, (await handle.stat()).size === 0);
    } catch (error) {
      throw fileProblem(file, error);
    }
  }

  append(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
  }

  /** What could not be written stays, for the next flush. @throws JournalProblem */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.catch(() => undefined).then(() => this.#write());
    return this.#flushing;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.handle.close();
    }
  }

  async #write(): Promise<void> {
    let rest: Uint8Array = Buffer.concat(this.#waiting);
    this.#waiting = [];
    try {
      while (rest.length > 0) rest = rest.subarray((await this.handle.write(rest)).bytesWritten);
    } catch (error) {
      this.#waiting.unshift(rest);
      throw fileProblem(this.file, error);
    }
  }
}
