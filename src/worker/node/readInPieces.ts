import { open } from 'node:fs/promises';

/** Bytes that are read without a pause. */
const piece = 2 ** 22;

/** A file in pieces. @param turn settles when everybody else had theirs, and is told which share of its bytes is there; rejects where no more is wanted */
export async function readInPieces(path: string, turn: (share: number) => Promise<void>): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) return await file.readFile(); // what is no plain file does not say how long it is
    const bytes = new Uint8Array(size);
    let at = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(piece, size - at));
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
      await turn(at / size);
    }
  } finally {
    await file.close();
  }
}
