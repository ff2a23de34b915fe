import { open, type FileHandle } from 'node:fs/promises';
import { FormatError } from '../../../core/checkpoint/formatError.ts';
import { readChunks, readHeader, type ReadRange } from '../../../core/checkpoint/readRanges.ts';
import type { SafetensorsHeader, TensorHeader } from '../../../core/checkpoint/safetensorsHeader.ts';

/** The header read last: a page asks for one tensor after the other of the same file. */
let latest: { readonly key: string; readonly header: SafetensorsHeader } | undefined;

/** An open `.safetensors` file of which only the header is in memory. */
export class TensorFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly bytes: number,
    readonly header: SafetensorsHeader,
  ) {}

  /** Opens the file for as long as `use` takes. Throws a FormatError where it is not what its header claims. */
  static async using<T>(file: string, use: (opened: TensorFile) => T | Promise<T>): Promise<T> {
    const handle = await open(file).catch(refuse);
    try {
      return await use(await TensorFile.#of(handle));
    } finally {
      await handle.close();
    }
  }

  static async #of(handle: FileHandle): Promise<TensorFile> {
    const { dev, ino, size, mtimeMs } = await handle.stat();
    const key = [dev, ino, size, mtimeMs].join();
    if (latest?.key !== key) latest = { key, header: await readHeader(rangesOf(handle), size) };
    return new TensorFile(handle, size, latest.header);
  }

  /** Throws where there is no such tensor: the file may have been replaced since its names were read. */
  tensor(name: string): TensorHeader {
    const found = this.header.tensors.find((tensor) => tensor.name === name);
    if (!found) throw new FormatError(`The file has no tensor “${name}” any more.`);
    return found;
  }

  /** A tensor's numbers, row-major, a few million at a time. */
  chunks(tensor: TensorHeader): AsyncGenerator<ArrayLike<number>> {
    return readChunks(rangesOf(this.handle), tensor);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'The file is not there any more.',
  EACCES: 'You may not read this file.',
  EISDIR: 'This is a folder, not a file.',
};

function refuse(error: NodeJS.ErrnoException): never {
  throw new FormatError(reasons[error.code ?? ''] ?? `The file cannot be read: ${error.message}.`);
}

const rangesOf = (handle: FileHandle): ReadRange => async (start, length) => {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled).catch(refuse);
    if (bytesRead === 0) throw new FormatError('The file became shorter while it was read.');
    filled += bytesRead;
  }
  return bytes;
};
