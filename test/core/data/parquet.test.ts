import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { openData } from '../../../src/core/data/open.ts';
import { readParquet } from '../../../src/core/data/parquet.ts';
import { experimentOf, filesOf } from '../experiments.ts';

type Options = Parameters<typeof parquetWriteBuffer>[0];

const written = (columnData: Options['columnData'], options: Partial<Options> = {}): Uint8Array => new Uint8Array(parquetWriteBuffer({ columnData, ...options }));

const rows = 50;
const range = (count: number, of: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => of(i));

const everything = (options?: Partial<Options>): Uint8Array => written([
  { name: 'double', data: range(rows, i => Math.sin(i)), type: 'DOUBLE' },
  { name: 'float', data: range(rows, i => i / 4), type: 'FLOAT' },
  { name: 'int', data: range(rows, i => i - 7), type: 'INT32' },
  { name: 'long', data: Array.from({ length: rows }, (_, i) => BigInt(i) * 1_000_000_000n), type: 'INT64' },
  { name: 'flag', data: Array.from({ length: rows }, (_, i) => i % 3 === 0), type: 'BOOLEAN' },
  { name: 'name', data: Array.from({ length: rows }, (_, i) => `row ${i}`), type: 'STRING' },
  { name: 'day', data: Array.from({ length: rows }, (_, i) => new Date(86_400_000 * i)), type: 'TIMESTAMP' },
], options);

describe.each([['Snappy', 'SNAPPY'], ['nothing', 'UNCOMPRESSED']] as const)('compressed with %s', (_, codec) => {
  test('columns of any numbers come as they were written', async () => {
    const table = await readParquet(everything({ codec, rowGroupSize: 20 }), 'a.parquet', ['double', 'float', 'int', 'long', 'flag', 'gone']);
    expect([table.rows, table.header]).toEqual([rows, ['double', 'float', 'int', 'long', 'flag', 'name', 'day']]);
    const column = (index: number) => [...table.column(index)];
    expect(column(0)).toEqual(range(rows, i => Math.sin(i)));
    expect(column(1)).toEqual(range(rows, i => i / 4));
    expect(column(2)).toEqual(range(rows, i => i - 7));
    expect(column(3)).toEqual(range(rows, i => i * 1e9));
    expect(column(4)).toEqual(range(rows, i => Number(i % 3 === 0)));
  });
});

test.each<[string, string]>([
  ['name', '"name" of a.parquet is a column of text; a series takes columns of numbers.'],
  ['day', '"day" of a.parquet is a column of dates or times; a series takes columns of numbers.'],
])('the column "%s" is refused', async (column, message) => {
  await expect(readParquet(everything(), 'a.parquet', ['double', column])).rejects.toMatchObject({ name: 'SpecError', message, path: ['data', 'file'] });
});

test('others have their turn between the groups of rows, and the columns of each', async () => {
  const shares: number[] = [];
  const table = await readParquet(everything({ rowGroupSize: 20 }), 'a.parquet', ['double', 'int'], async share => { shares.push(share); });
  expect([shares, [...table.column(0)]]).toEqual([[0.2, 0.4, 0.6, 0.8, 0.9, 1], range(rows, i => Math.sin(i))]);
  const given = readParquet(everything({ rowGroupSize: 20 }), 'a.parquet', ['double', 'int'], async () => { throw new Error('enough'); });
  await expect(given).rejects.toThrow('enough');
});

test('a column that is refused does no harm where it is not asked for', async () => {
  expect((await readParquet(everything(), 'a.parquet', ['int'])).column(2)).toHaveLength(rows);
});

test('a gap and what is no number have their row', async () => {
  const read = (data: (number | null)[]) => readParquet(written([{ name: 'v', data, type: 'DOUBLE', nullable: true }]), 'a.parquet', ['v']);
  await expect(read([1, null, 3])).rejects.toThrow('a.parquet, row 2: "v" is empty. Every row needs a number there.');
  await expect(read([1, 2, NaN])).rejects.toThrow('a.parquet, row 3: "v" is NaN, not a number.');
});

test('what is no Parquet file, or only the beginning of one, is said to be none', async () => {
  const sentence = 'a.parquet is no Parquet file: it does not begin and end with PAR1.';
  await expect(readParquet(new TextEncoder().encode('date,CO2\n1,2\n3,4\n'), 'a.parquet', ['v'])).rejects.toThrow(sentence);
  await expect(readParquet(everything().subarray(0, 300), 'a.parquet', ['v'])).rejects.toThrow(sentence);
  await expect(readParquet(new TextEncoder().encode('PAR1 nothing in it PAR1'), 'a.parquet', ['v'])).rejects.toThrow(/^a\.parquet cannot be read as a Parquet file: /);
});

test.each([49, 51, 1000])('a file of 50 rows that claims %d is damaged', async (claimed) => {
  const bytes = everything({ rowGroupSize: 20 });
  const end = bytes.length - 8 - new DataView(bytes.buffer).getInt32(bytes.length - 8, true);
  // After the schema, field 3 of the footer: an i64, zigzag and in groups of 7 bits, and the list of row groups.
  const varint = (number: number): number[] => (number < 128 ? [number] : [(number & 127) | 128, ...varint(number >> 7)]);
  const at = Buffer.from(bytes).indexOf(Buffer.from([0x16, ...varint(2 * rows), 0x19, 0x3c]), end);
  expect(at).toBeGreaterThan(end);
  const [before, after] = [bytes.slice(0, at + 1), bytes.slice(at + 1 + varint(2 * rows).length)];
  const changed = Uint8Array.from([...before, ...varint(2 * claimed), ...after]);
  new DataView(changed.buffer).setInt32(changed.length - 8, changed.length - 8 - end, true);
  await expect(readParquet(changed, 'a.parquet', ['int'])).rejects.toThrow('a.parquet cannot be read as a Parquet file, it is damaged.');
});

test('compressed otherwise it is refused', async () => {
  const gzip = written([{ name: 'v', data: [1, 2, 3], type: 'INT32' }], { codec: 'GZIP', compressors: { GZIP: bytes => bytes } });
  await expect(readParquet(gzip, 'a.parquet', ['v'])).rejects.toThrow('a.parquet is compressed with GZIP, which Unfold does not read. Write it with Snappy, or uncompressed.');
});

test('a series of it is that of the same table as text', async () => {
  const data = { kind: 'series' as const, column: 'double', inputs: ['int'], horizon: 2 };
  const open = (file: string) => openData(experimentOf({ data: { ...data, file }, training: { tau: 5, batchSize: 3 } }), filesOf({ 'a.parquet': everything(), 'a.tsv': tsv, 'empty.parquet': '' }));
  const tsv = `name, day\tdouble\tint\n${range(rows, i => i).map(i => `a,b\t${Math.sin(i)}\t${i - 7}`).join('\n')}\n`;
  const [one, other] = [await open('a.parquet'), await open('a.tsv')];
  expect(one.next()).toEqual(other.next());
  expect([...one.validation()]).toEqual([...other.validation()]);
  await expect(open('empty.parquet')).rejects.toThrow('empty.parquet is empty.');
});

test('a column that is not there is named beside those that are', async () => {
  const experiment = experimentOf({ data: { kind: 'series', file: 'a.parquet', column: 'duoble' }, training: { tau: 5, batchSize: 3 } });
  await expect(openData(experiment, filesOf({ 'a.parquet': everything() }))).rejects.toMatchObject({ path: ['data', 'column'], message: expect.stringContaining('a.parquet has no column "duoble"; it has "double", "float"') });
});
