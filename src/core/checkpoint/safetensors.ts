import type { NamedArray } from './checkpoint.ts';
import { decode } from './dtypes.ts';
import { FormatError } from './formatError.ts';
import { headerLength, lengthBytes, metadataKey, parseHeader } from './safetensorsHeader.ts';

/** One tensor to be written. */
export interface WrittenTensor extends NamedArray {
  readonly name: string;
  readonly dtype: 'F32';
}

/**
 * A whole file: the same tensors and metadata give the same bytes, in whatever order they come.
 *
 * @throws FormatError where a name comes twice or is the format's own, or a tensor's data doesn't fill its shape
 * @source https://huggingface.co/docs/safetensors/index#format
 */
export function encodeSafetensors(tensors: readonly WrittenTensor[], metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((a, b) => compare(a.name, b.name));
  checkTensors(sorted);
  const header = encodeHeader(sorted, metadata);
  const dataStart = lengthBytes + header.length;
  const bytes = new Uint8Array(sorted.reduce((end, { data }) => end + data.byteLength, dataStart));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, lengthBytes);
  let at = dataStart;
  for (const { data } of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a whole file. Every dtype becomes float32.
 *
 * @throws FormatError where the file is not what its header claims
 */
export function readSafetensors(bytes: Uint8Array): { tensors: Map<string, NamedArray>; metadata: Readonly<Record<string, string>> } {
  const dataStart = lengthBytes + headerLength(bytes.subarray(0, lengthBytes), bytes.length);
  const header = parseHeader(bytes.subarray(lengthBytes, dataStart), bytes.length);
  const tensors = new Map<string, NamedArray>();
  for (const { name, dtype, shape, start, bytes: size } of header.tensors) {
    tensors.set(name, { shape, data: Float32Array.from(decode(dtype, bytes.subarray(start, start + size))) });
  }
  return { tensors, metadata: header.metadata };
}

function checkTensors(sorted: readonly WrittenTensor[]): void {
  for (const [index, { name, shape, data }] of sorted.entries()) {
    if (name === metadataKey) throw new FormatError(`A tensor cannot be named “${name}”: the format keeps that name for itself.`);
    if (name === sorted[index - 1]?.name) throw new FormatError(`Two tensors are named “${name}”.`);
    const count = shape.reduce((product, size) => product * size, 1);
    if (count !== data.length) throw new FormatError(`Tensor “${name}” has ${data.length} numbers, its shape [${shape.join(', ')}] ${count}.`);
  }
}

/** Padded with spaces so that the data begin at a multiple of 8. */
function encodeHeader(sorted: readonly WrittenTensor[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let end = 0;
  const entries: [string, unknown][] = sorted.map(({ name, dtype, shape, data }) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype, shape, data_offsets: [begin, end] }];
  });
  const sortedMetadata = Object.entries(metadata).sort(([a], [b]) => compare(a, b));
  const json = JSON.stringify(Object.fromEntries([[metadataKey, Object.fromEntries(sortedMetadata)], ...entries]));
  const bytes = new TextEncoder().encode(json);
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
}

/** By code units, the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
