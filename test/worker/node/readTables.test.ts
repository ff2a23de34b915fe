import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, test } from 'vitest';
import { labFiles } from '../../../src/worker/node/labFiles.ts';
import { readTables } from '../../../src/worker/node/readTables.ts';

const rows = 40_000;
const [u, y] = [Array.from({ length: rows }, (_, t) => t), Array.from({ length: rows }, (_, t) => Math.sin(t))];
/** As numpy.save writes it. */
const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, 2), }`.padEnd(117) + '\n';
const files: Readonly<Record<string, string | Uint8Array>> = {
  's.csv': `u,y\n${u.map(t => `${t},${y[t]}\n`).join('')}`,
  's.json': JSON.stringify(u.map(t => ({ u: t, y: y[t] }))),
  's.parquet': new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'u', data: u, type: 'DOUBLE' }, { name: 'y', data: y, type: 'DOUBLE' }], rowGroupSize: 10_000 })),
  's.npy': Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0, ...new TextEncoder().encode(header), ...new Uint8Array(Float64Array.from(u.flatMap(t => [t, y[t]!])).buffer)]),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unfold-tables-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return () => rm(folder, { recursive: true });
});

const columns = (file: string): string[] => (file === 's.npy' ? ['0', '1'] : ['u', 'y']);

describe.each(Object.keys(files))('%s', name => {
  test('tells how much of it is read, from its bytes on to the last number', async () => {
    const shares: number[] = [];
    const table = await readTables([join(folder, name)], columns(name), { breathe: async () => {}, onProgress: share => shares.push(share) });
    expect([...table.column(1)]).toEqual(y);
    expect(shares.length).toBeGreaterThanOrEqual(3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0.2, 1]);
  });

  test('is given up in the middle, when nobody waits for it', async () => {
    let turns = 0;
    const { readTable } = labFiles(async () => { turns++; });
    const [first, second] = [new AbortController(), new AbortController()];
    const give = (one: AbortController, at: number) => ({ signal: one.signal, onProgress: (share: number) => { if (share > at) one.abort(new Error('given up')); } });
    const read = [give(first, 0), give(second, 0.2)].map(who => readTable([join(folder, name)], columns(name), who));
    for (const each of await Promise.allSettled(read)) expect(each).toMatchObject({ status: 'rejected', reason: { message: 'given up' } });
    const before = turns;
    expect([...(await readTable([join(folder, name)], columns(name))).column(1)]).toEqual(y);
    expect(turns).toBeGreaterThan(before); // it had not been read to its end
  });
});

test('of several files each has its part', async () => {
  const shares: number[] = [];
  const table = await readTables(['s.csv', 's.json'].map(name => join(folder, name)), ['y'], { breathe: async () => {}, onProgress: share => shares.push(share) });
  expect([table.rows, shares.at(-1)]).toEqual([2 * rows, 1]);
  expect(shares.every((share, k) => share >= (shares[k - 1] ?? 0))).toBe(true);
});
