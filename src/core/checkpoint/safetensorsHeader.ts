import { bytesOf, dtypes, isDtype, type Dtype } from './dtypes.ts';
import { duplicateKey } from './duplicateKey.ts';
import { FormatError } from './formatError.ts';

/** A file starts with its header's length as an unsigned 64-bit integer, little-endian. */
export const lengthBytes = 8;
/** The format's own limit. */
export const largestHeader = 100_000_000;
/** The header's key that is no tensor but a record of strings. */
export const metadataKey = '__metadata__';

/** What the header says of one tensor. */
export interface TensorHeader {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Elements; 1 for a scalar. */
  readonly count: number;
  readonly bytes: number;
  /** Where its first byte is, from the beginning of the file. */
  readonly start: number;
}

export interface SafetensorsHeader {
  /** In the order of their bytes. */
  readonly tensors: readonly TensorHeader[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Bytes of the header that follows the first eight.
 *
 * @throws FormatError where there are fewer than eight, or the length is beyond the format's limit or the file's end
 * @source https://huggingface.co/docs/safetensors/index#format
 */
export function headerLength(first8: Uint8Array, fileBytes: number): number {
  if (first8.length < lengthBytes) {
    throw new FormatError(`The file has ${fileBytes} bytes; a safetensors file starts with ${lengthBytes} that give its header's length.`);
  }
  const length = Number(new DataView(first8.buffer, first8.byteOffset).getBigUint64(0, true));
  if (length > largestHeader) {
    throw new FormatError(`The header claims to have ${length} bytes, the format allows ${largestHeader}: this is not a safetensors file.`);
  }
  if (length > fileBytes - lengthBytes) {
    throw new FormatError(`The header claims to have ${length} bytes, only ${fileBytes - lengthBytes} follow: the file is cut short.`);
  }
  return length;
}

/**
 * Reads the header's JSON and checks everything it claims, so that the rest of the file can be read without a further check.
 * `bytes` is the header without the eight before it.
 *
 * @throws FormatError with the first thing that is wrong
 */
export function parseHeader(bytes: Uint8Array, fileBytes: number): SafetensorsHeader {
  const { [metadataKey]: metadata, ...entries } = parseObject(bytes);
  const dataStart = lengthBytes + bytes.length;
  const tensors = Object.entries(entries).map(([name, entry]) => tensorHeader(name, entry, dataStart));
  tensors.sort((a, b) => a.start - b.start || a.bytes - b.bytes);
  checkTiling(tensors, dataStart, fileBytes);
  return { tensors, metadata: parseMetadata(metadata) };
}

function parseObject(bytes: Uint8Array): Record<string, unknown> {
  const text = decodeText(bytes);
  if (!text.startsWith('{')) throw new FormatError('The header does not begin with “{”: this is not a safetensors file.');
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new FormatError(`The header is not valid JSON: ${(error as Error).message}.`);
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new FormatError(`The header has the key “${twice}” twice.`);
  return parsed;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FormatError('The header is not UTF-8 text: this is not a safetensors file.');
  }
}

function parseMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw new FormatError(`The header's ${metadataKey} is not an object.`);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw new FormatError(`The header's ${metadataKey} “${key}” is not a string.`);
  }
  return value as Record<string, string>;
}

function tensorHeader(name: string, entry: unknown, dataStart: number): TensorHeader {
  if (!isRecord(entry)) throw new FormatError(`Tensor “${name}” is not described by an object.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDtype(dtype)) throw new FormatError(`Tensor “${name}” has dtype ${show(dtype)}; known are ${dtypes.join(', ')}.`);
  if (!isSizes(shape)) throw new FormatError(`Tensor “${name}” has shape ${show(shape)}; a shape is a list of whole numbers from 0.`);
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw new FormatError(`Tensor “${name}” has data_offsets ${show(offsets)}; they are two whole numbers, [begin, end].`);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const bytes = offsets[1]! - offsets[0]!;
  if (count * bytesOf(dtype) !== bytes) {
    const says = Number.isSafeInteger(count) ? `needs ${count * bytesOf(dtype)}` : 'is beyond any file';
    throw new FormatError(`Tensor “${name}” has ${bytes} bytes, its shape [${shape.join(', ')}] of ${dtype} ${says}.`);
  }
  return { name, dtype, shape, count, bytes, start: dataStart + offsets[0]! };
}

/** The tensors' bytes must follow one another without a gap from the header's end to the file's. */
function checkTiling(tensors: readonly TensorHeader[], dataStart: number, fileBytes: number): void {
  let end = dataStart;
  let before = 'the header';
  for (const { name, start, bytes } of tensors) {
    if (start < end) throw new FormatError(`Tensor “${name}” overlaps ${before} by ${end - start} bytes.`);
    if (start > end) throw new FormatError(`Between ${before} and tensor “${name}” are ${start - end} bytes that belong to no tensor.`);
    end = start + bytes;
    before = `tensor “${name}”`;
    if (end > fileBytes) {
      throw new FormatError(`Tensor “${name}” ends at byte ${end}, the file at ${fileBytes}: the file is cut short.`);
    }
  }
  if (end < fileBytes) throw new FormatError(`After ${before} are ${fileBytes - end} bytes that belong to no tensor.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
