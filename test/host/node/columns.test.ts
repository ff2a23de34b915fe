import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readColumns } from '../../../src/host/node/tables/columns.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'unfold-columns-')); });
afterAll(() => rm(folder, { recursive: true }));

test.each<[string, string | Uint8Array, string[]]>([
  ['a.csv', `date, height\n${'1,2\n'.repeat(200_000)}`, ['date', 'height']],
  ['a.tsv', 'date\t"height, in m"\n1\t2\n', ['date', 'height, in m']],
  ['a.parquet', new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'wind', data: [1, 2] }, { name: 'heat', data: [3, 4] }] })), ['wind', 'heat']],
  ['a.npy', 'whatever', []],
  ['empty.csv', '', []],
])('%s', async (name, content, columns) => {
  await writeFile(join(folder, name), content);
  expect(await readColumns(join(folder, name))).toEqual(columns);
});

test('what is no Parquet file, or not there, throws', async () => {
  await writeFile(join(folder, 'no.parquet'), 'date,height\n'.repeat(9));
  await expect(readColumns(join(folder, 'no.parquet'))).rejects.toThrow();
  await expect(readColumns(join(folder, 'gone.csv'))).rejects.toThrow('ENOENT');
});
