import { byteAt, emptyFile, notText } from '../spec/dataErrors.ts';
import { SpecError } from '../spec/problem.ts';
import { formatNumber } from '../spec/wording.ts';
import { check } from './check.ts';

/** As many characters as a text may have, those beyond the first plane counted as two; no more bytes than that are surely no more characters. */
const mostCharacters = 2 ** 29 - 24;

/**
 * The text of a UTF-8 file, without a byte order mark.
 *
 * @param file the name to call it by
 * @param otherwise what may be done instead with one that is too large @param most as many characters as are read
 * @throws SpecError at `data.file` where the file is empty, too large, binary, or not UTF-8
 */
export function decodeText(bytes: Uint8Array, file: string, otherwise = '', most = mostCharacters): string {
  if (bytes.length === 0) throw emptyFile(file);
  check(notText(file, bytes));
  const size = bytes.length > most ? charactersIn(bytes) : 0;
  if (size > most) throw problem(`${file} is a text of ${formatNumber(size)} characters, and at most ${formatNumber(most)} are read: take less of it${otherwise}.`);
  const text = decoded(bytes);
  if (text === undefined) {
    const invalid = firstInvalid(bytes);
    throw problem(`${file} is not UTF-8 text: ${byteAt(bytes, invalid)} is ${hex(bytes[invalid])}. Save it as UTF-8.`);
  }
  if (text.trim() === '') throw problem(`${file} holds nothing but white space.`);
  return text;
}

/** Of UTF-8, as a text counts them: one for each byte that begins one, two where it has four bytes. */
export function charactersIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if ((byte & 0xC0) !== 0x80) count += byte >= 0xF0 ? 2 : 1;
  return count;
}

/** Undefined where it is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Decoding and encoding again gives the same bytes, up to the first that is not UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const at = bytes.findIndex((byte, index) => byte !== again[index]);
  return at < 0 ? bytes.length - 1 : at;
}

function problem(message: string): SpecError {
  return new SpecError(message, ['data', 'file']);
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
}
