import { parquetWriteBuffer } from 'hyparquet-writer';
import { split } from '../../../src/core/math/random.ts';

/** Small data files of every kind, by their names. */
const range = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
export const table = (header: string, rows: number, of: (t: number) => readonly (string | number)[], separator = ','): string => [header, ...range(rows, t => of(t).join(separator))].join('\n');
export const hour = (t: number): string => `2024-01-${String(1 + Math.floor(t / 24)).padStart(2, '0')} ${String(t % 24).padStart(2, '0')}:00`;
export const daily = (t: number): number => 10 + 3 * Math.sin(2 * Math.PI * t / 24) + 0.3 * Math.cos(t * t);
const noise = split(7, 'data');

/** As numpy.save writes it. */
export function npy(shape: string, data: Float64Array): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  return Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8, ...new TextEncoder().encode(header), ...new Uint8Array(data.buffer)]);
}

const prose = 'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse, I thought I would sail about a little.\n';
/** Some come often, others three times and more. */
const words = range(30_000, i => `w${i % 3 === 0 ? i % 20 : (i * 31) % 700}`);

export const files: Readonly<Record<string, string | Uint8Array>> = {
  'prose.txt': prose.repeat(20),
  'tiny.txt': prose.slice(0, 60),
  'chapters.md': prose.repeat(3),
  'long.txt': words.join(' '),
  'noise.bin': Uint8Array.from({ length: 4000 }, () => noise.integer(256)),
  'load.csv': table('date,hour,load', 24 * 30, t => [hour(t), t, daily(t)]),
  'weather.tsv': table('time\twind\ttemperature\tplace', 200, t => [hour(t), Math.cos(t / 7), daily(t), `note ${t}`], '\t'),
  'short.csv': table('x', 9, t => [Math.sin(t)]),
  'u-y.csv': table('t,u,y', 300, t => [t, Math.sin(t * t), Math.sin((t - 1) ** 2)]),
  'rain.csv': table('rain', 120, t => [Number(Math.sin(t) > 0.3)]),
  'gaps.csv': table('a,b', 60, t => [t === 30 ? '' : Math.sin(t), Math.cos(t)]),
  'patients.csv': table('patient,pulse,mood', 120, t => [`p${Math.floor(t / 20)}`, Math.sin(t / 3) + t % 3, t % 40 < 20 ? 'calm' : 'wild']),
  'numbers.dat': table('value', 50, t => [Math.sin(t / 2)]),
  'pair.json': JSON.stringify(range(80, t => ({ u: Math.sin(t), y: Math.cos(t) }))),
  'list.json': JSON.stringify(range(40, t => Math.sin(t))),
  'one.npy': npy('(64,)', Float64Array.from({ length: 64 }, (_, t) => Math.sin(t / 3))),
  'two.npy': npy('(64, 2)', Float64Array.from({ length: 128 }, (_, i) => Math.sin(i * i))),
  'columns.parquet': new Uint8Array(parquetWriteBuffer({ columnData: [
    { name: 'name', data: range(90, i => `row ${i}`), type: 'STRING' }, { name: 'flow', data: range(90, i => Math.sin(i / 4)), type: 'DOUBLE' }, { name: 'level', data: range(90, i => Math.cos(i / 5)), type: 'FLOAT' },
  ] })),
  'dates.tsv': range(40, i => `the ${i + 1}th of May\t2024-05-${String(i % 28 + 1).padStart(2, '0')}`).join('\n'),
  'sums.tsv': range(40, i => `${i}+${i % 7}\t${i + i % 7}`).join('\n'),
  'words.csv': table('english,french', 20, i => [`"one, ${i}"`, `un ${i}`]),
  'reviews.csv': table('review;label', 30, i => [`film ${i}`, i % 2 ? 'good' : 'bad'], ';'),
  'moods.csv': table('mood,review', 30, i => [i % 2 ? 'good' : 'bad', `film ${i}`]),
  'two-pairs.tsv': 'one\tun\ntwo\tdeux',
  'sums.jsonl': range(12, i => JSON.stringify([`${i}+${i}`, `${2 * i}`])).join('\n'),
  'names.tsv': range(40, i => `${i % 2 ? 'en' : 'fr'}\t${i % 2 ? 'Ann' : 'Luc'}${'abcdefgh'[i % 8]!}${i}`).join('\n'),
  'names.jsonl': range(20, i => JSON.stringify({ label: i % 2 ? 'en' : 'fr', sequence: `Ann${i}` })).join('\n'),
  'moods.txt': range(20, i => `(${i % 2 ? 3 : 1} (2 the) (${i % 2 ? 3 : 1} (2 film) (${i % 2 ? 3 : 1} ${i % 2 ? 'good' : 'bad'})))`).join('\n'),
  'operators.trees': range(20, i => `${Math.max(i % 10, 3)} (MAX ${i % 10} 3 (MIN 4 ${i % 3}))`).join('\n'),
  'phrases.txt': range(20, i => `${i % 2 ? 'yes' : 'no'} ((the ${i % 2 ? 'dog' : 'cat'}) barks)`).join('\n'),
};
