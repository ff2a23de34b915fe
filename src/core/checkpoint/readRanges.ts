import { decode } from './dtypes.ts';
import { headerLength, lengthBytes, parseHeader } from './safetensorsHeader.ts';
import type { SafetensorsHeader, TensorHeader } from './safetensorsHeader.ts';

/** Reads exactly `length` bytes of a file from `start`. */
export type ReadRange = (start: number, length: number) => Promise<Uint8Array>;

/** Bytes held at a time; a multiple of every dtype's size. */
const chunkBytes = 4 * 2 ** 20;

/** Reads the header of a `.safetensors` file, and nothing of its data. @throws FormatError where the file is not what its header claims */
export async function readHeader(read: ReadRange, fileBytes: number): Promise<SafetensorsHeader> {
  const length = headerLength(await read(0, Math.min(lengthBytes, fileBytes)), fileBytes);
  return parseHeader(await read(lengthBytes, length), fileBytes);
}

/** A tensor's numbers, row-major, a few million at a time. */
export async function* readChunks(read: ReadRange, { dtype, start, bytes }: TensorHeader): AsyncGenerator<ArrayLike<number>> {
  for (let at = 0; at < bytes; at += chunkBytes) yield decode(dtype, await read(start + at, Math.min(chunkBytes, bytes - at)));
}
