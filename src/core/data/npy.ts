import { atOnce, partOf, pieces } from '../math/turns.ts';
import type { Shares } from '../math/turns.ts';
import { SpecError } from '../spec/problem.ts';
import type { NumberTable } from './numberTable.ts';

type Read = (view: DataView, at: number) => number;

/** Bytes and reading of each kind of number, little-endian; of those of one byte numpy writes | or <. */
const kinds: Readonly<Record<string, readonly [bytes: number, read: Read]>> = {
  f4: [4, (view, at) => view.getFloat32(at, true)],
  f8: [8, (view, at) => view.getFloat64(at, true)],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at) => view.getInt16(at, true)],
  i4: [4, (view, at) => view.getInt32(at, true)],
  i8: [8, (view, at) => Number(view.getBigInt64(at, true))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at) => view.getUint16(at, true)],
  u4: [4, (view, at) => view.getUint32(at, true)],
  u8: [8, (view, at) => Number(view.getBigUint64(at, true))],
  b1: [1, (view, at) => view.getUint8(at)],
};

/** \x93NUMPY, as bytes: what a decoder of Latin-1 makes of the first depends on who wrote it. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * An array that numpy saved (format of NEP 1): `[rows]` or `[rows, columns]`, columns named by their number from 0.
 * @param wanted columns that are read at once, where they are there
 * @throws SpecError at `data.file` where it is none, or a wanted column holds anything but finite numbers
 */
export function* npyTable(bytes: Uint8Array, file: string, wanted: readonly string[] = []): Shares<NumberTable> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) throw problem(`${file} is no array of numpy: it does not begin as one.`);
  const start = bytes[6] === 1 ? 10 : 12;
  const data = start + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = text(start, Math.min(data, bytes.length));
  const [, order, kind = ''] = /'descr': *'([<>|=]?)([a-z]\d+)'/.exec(header) ?? [];
  const shape = (/'shape': *\(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').filter(size => size.trim() !== '').map(Number);
  if (order === '>' || !kinds[kind]) throw problem(`${file} holds ${order === '>' ? 'big-endian numbers' : 'something else than plain numbers'}, which Unfold does not read: save it as float64.`);
  if (shape.length < 1 || shape.length > 2) throw problem(`${file} has ${shape.length} dimensions; a series has rows, or rows and columns.`);
  const [rows = 0, columns = 1] = shape;
  if (!shape.every(length => Number.isInteger(length) && length >= 0)) throw problem(`${file} has a header that cannot be read.`);
  const [size, read] = kinds[kind];
  if (data + rows * columns * size > bytes.length) throw problem(`${file} ends before its last row.`);
  const [perRow, perColumn] = header.includes("'fortran_order': True") ? [1, rows] : [columns, 1];
  const numbersOf = function* (index: number): Shares<Float64Array> {
    const numbers = new Float64Array(rows);
    for (const [from, to] of pieces(rows)) {
      for (let row = from; row < to; row++) {
        const value = numbers[row] = read(view, data + (row * perRow + index * perColumn) * size);
        if (!Number.isFinite(value)) throw problem(`${file}, row ${row + 1}: column ${index} is ${value}, not a number. Every row needs a number there.`);
      }
      yield to / rows;
    }
    return numbers;
  };
  const names = Array.from({ length: columns }, (_, column) => String(column));
  const known = new Map<number, Float64Array>();
  const reading = function* (index: number): Shares<void> {
    if (!known.has(index)) known.set(index, yield* numbersOf(index));
  };
  for (const [k, name] of wanted.entries()) if (names.includes(name)) yield* partOf(reading(Number(name)), k / wanted.length, 1 / wanted.length);
  return { file, rows, header: names, column: index => known.get(index) ?? atOnce(numbersOf(index)), reading };
}

const problem = (message: string): SpecError => new SpecError(message, ['data', 'file']);
