import { readFile } from 'node:fs/promises';

/** Reads a `.safetensors` file of float32 tensors straight from the format's description: 8 bytes of length, a JSON header, the numbers. */
export async function readTensors(file) {
  const bytes = await readFile(file);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(bytes.toString('utf8', 8, start));
  const tensors = new Map(Object.entries(entries).map(([name, { shape, data_offsets: [from, to] }]) => {
    const data = Array.from({ length: (to - from) / 4 }, (_, i) => bytes.readFloatLE(start + from + 4 * i));
    return [name, { shape, data }];
  }));
  return { tensors, metadata };
}
