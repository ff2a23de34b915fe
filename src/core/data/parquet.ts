/*!
 * hyparquet, https://github.com/hyparam/hyparquet
 *
 * The MIT License (MIT)
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
 * "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
 * distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
 * the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
 * MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
 * ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
 * THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
import { parquetMetadata, parquetRead, parquetSchema } from 'hyparquet/src/index.js';
import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet/src/index.js';
import { noParquet } from '../spec/dataErrors.ts';
import { SpecError } from '../spec/problem.ts';
import { describe, listed } from '../spec/wording.ts';
import type { NumberTable } from './numberTable.ts';

/**
 * A table of a Parquet file: whole numbers and others of any width, decimals, and true and false as 1 and 0. Pages may be
 * compressed with Snappy, as most writers do, or not at all.
 *
 * @param wanted columns to read; one that is not there is passed over @param turn settles when everybody else had theirs, and is told which share is read: rows come group by group, and column by column
 * @throws SpecError at `data.file` where this is no such file, or a wanted column holds anything but finite numbers
 */
export async function readParquet(bytes: Uint8Array, file: string, wanted: readonly string[], turn: (share: number) => Promise<void> = async () => {}): Promise<NumberTable> {
  const buffer = bytes.slice().buffer; // of its own: a Node file may be a view of a larger one
  const metadata = metadataOf(buffer, file);
  const fields = parquetSchema(metadata).children;
  const columns = fields.filter(({ element: { name } }) => wanted.includes(name));
  for (const column of columns) checkKind(column, file);
  checkCodecs(metadata, columns, file);
  const names = columns.map(({ element: { name } }) => name);
  const read = new Map(names.map(name => [name, room(Number(metadata.num_rows), file)]));
  let first = 0;
  for (const { num_rows: rows } of metadata.row_groups) {
    const end = first + Number(rows);
    for (const [k, name] of names.entries()) {
      await readGroup(buffer, metadata, name, [first, end], read.get(name)!, file);
      await turn((first + (end - first) * (k + 1) / names.length) / Math.max(1, Number(metadata.num_rows)));
    }
    first = end;
  }
  if (first !== Number(metadata.num_rows)) damaged(file)(undefined);
  const header = fields.map(({ element: { name } }) => name);
  return { file, header, rows: Number(metadata.num_rows), column: index => read.get(header[index]!)!, isOfWords: index => kindOf(fields[index]!) !== undefined };
}

function room(rows: number, file: string): Float64Array {
  try {
    return new Float64Array(rows);
  } catch (error) {
    return damaged(file)(error);
  }
}

/** One column of one group of rows. */
async function readGroup(buffer: ArrayBuffer, metadata: FileMetaData, name: string, [rowStart, rowEnd]: readonly [number, number], numbers: Float64Array, file: string): Promise<void> {
  const chunks: { readonly from: number; readonly data: ArrayLike<unknown> }[] = [];
  const source = { byteLength: buffer.byteLength, slice: (start: number, end?: number) => buffer.slice(start, end) };
  await parquetRead({ file: source, metadata, columns: [name], rowStart, rowEnd, onChunk: ({ rowStart: from, columnData }) => { chunks.push({ from, data: columnData }); } }).catch(damaged(file));
  for (const { from, data } of chunks) for (let i = 0; i < data.length; i++) numbers[from + i] = number(data[i], file, from + i, name);
  if (chunks.reduce((sum, { data }) => sum + data.length, 0) !== rowEnd - rowStart) damaged(file)(undefined);
}

function metadataOf(buffer: ArrayBuffer, file: string): FileMetaData {
  const magic = (at: number) => String.fromCharCode(...new Uint8Array(buffer.slice(at, at + 4)));
  if (buffer.byteLength < 12 || magic(0) !== 'PAR1' || magic(buffer.byteLength - 4) !== 'PAR1') throw noParquet(file);
  try {
    return parquetMetadata(buffer);
  } catch (error) {
    return damaged(file)(error);
  }
}

/** The reader stumbles over what is not there with errors of JavaScript, which say nothing to anybody. */
const damaged = (file: string) => (error: unknown): never => {
  const own = error instanceof Error && error.constructor === Error;
  throw new SpecError(`${file} cannot be read as a Parquet file${own ? `: ${error.message}` : ', it is damaged'}.`, ['data', 'file']);
};

const numeric = ['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE'];

/** What a column is, where it is not of numbers. */
function kindOf({ element, children }: SchemaTree): string | undefined {
  const { type, repetition_type: repetition, converted_type: converted, logical_type: logical } = element;
  if (children.length > 0 || repetition === 'REPEATED') return 'lists or groups';
  const kind = logical?.type ?? converted ?? '';
  if (/^(TIME|DATE|INTERVAL)/.test(kind)) return 'dates or times';
  if (kind === 'DECIMAL' || kind === 'FLOAT16') return undefined;
  return numeric.includes(type ?? '') ? undefined : textOr(element);
}

const textOr = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): string =>
  (logical?.type === 'STRING' || converted === 'UTF8' || converted === 'ENUM' ? 'text' : logical?.type ?? (type === 'BYTE_ARRAY' ? 'text' : type!));

function checkKind(column: SchemaTree, file: string): void {
  const kind = kindOf(column);
  if (kind === undefined) return;
  throw new SpecError(`"${column.element.name}" of ${file} is a column of ${kind}; a series takes columns of numbers.`, ['data', 'file']);
}

function checkCodecs({ row_groups: groups }: FileMetaData, columns: readonly SchemaTree[], file: string): void {
  const names = columns.map(({ element: { name } }) => name);
  const used = groups.flatMap(group => group.columns).filter(({ meta_data: data }) => data !== undefined && names.includes(data.path_in_schema[0]!)).map(({ meta_data: data }) => data!.codec);
  const unknown = [...new Set(used)].filter(codec => codec !== 'SNAPPY' && codec !== 'UNCOMPRESSED');
  if (unknown.length > 0) throw new SpecError(`${file} is compressed with ${listed(unknown, 'and')}, which Unfold does not read. Write it with Snappy, or uncompressed.`, ['data', 'file']);
}

function number(value: unknown, file: string, row: number, name: string): number {
  const written = typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : value;
  if (typeof written === 'number' && Number.isFinite(written)) return written;
  const wrong = value === null || value === undefined ? 'is empty' : `is ${describe(value)}, not a number`;
  throw new SpecError(`${file}, row ${row + 1}: "${name}" ${wrong}. Every row needs a number there.`, ['data', 'file']);
}
