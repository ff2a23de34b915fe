import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { Complaint } from '../../src/cli/complaint.ts';
import { esn } from '../../src/cli/esn.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import { echoStateOptions, esnArguments, numbers } from '../../src/cli/esnOptions.ts';
import { predict } from '../../src/cli/predict.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/core/checkpoint/checkpointFile.ts';
import { split } from '../../src/core/math/random.ts';
import { loadKernels } from '../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../src/engine/kernels/workspace.ts';
import { echoStateRanges } from '../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../src/protocol/echoState.ts';
import { readOnlyPlain } from '../engine/kernels/builds.ts';
import { narmaCsv } from '../worker/lab/narmaTable.ts';

// In this process rather than in one each: what is tested are the sentences.

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const openKernels = async () => async () => createWorkspace(kernels);

const rows = (count: number, row: (t: number) => string): string => Array.from({ length: count }, (_, t) => `${row(t)}\n`).join('');
const noise = (count: number): string => {
  const random = split(1, 'data');
  return rows(count, () => `${random.normal()},${random.normal()},${random.normal()}`);
};
const wave = (t: number): string => String(Math.sin(0.3 * t));
const files: Readonly<Record<string, string | Uint8Array>> = {
  'narma.csv': narmaCsv(600),
  'still.csv': `u,y\n${rows(300, t => `${wave(t)},7`)}`,
  'twice.csv': `u,v,y\n${rows(300, t => `${wave(t)},${wave(t)},${wave(t - 1)}`)}`,
  'nan.csv': `u,y\n${rows(300, t => `${wave(t)},${t === 41 ? 'NaN' : t}`)}`,
  'gap.csv': `u,y\n${rows(300, t => `${t === 7 ? '' : wave(t)},${t}`)}`,
  'words.csv': `u,y\n${rows(300, t => `${t % 2 ? 'on' : 'off'},${t}`)}`,
  'infinite.csv': `u,y\n${rows(300, t => `${t === 3 ? '1e999' : wave(t)},${t}`)}`,
  'huge.csv': `u,y\n${rows(300, t => `${wave(t)},${t % 2}e300`)}`,
  'ragged.csv': 'u,y\n1,2\n3\n',
  'empty.csv': '',
  'blank.csv': '\n \n',
  'header.csv': 'u,y\n',
  'one.csv': 'u,y\n1,2\n',
  'short.csv': `u,y\n${rows(120, t => `${wave(t)},${wave(t - 1)}`)}`,
  'settled.csv': `u,y\n${rows(300, t => `${wave(t)},${t < 60 || t >= 210 ? wave(t) : 7}`)}`,
  'settling.csv': `who,u,y\n${['a', 'b', 'c'].flatMap(who => Array.from({ length: 100 }, (_, t) => `${who},${wave(t)},${who === 'c' && t >= 30 ? 2.5 : wave(t - 1)}\n`)).join('')}`,
  'kinds.csv': `who,kind,same,u,still\n${rows(240, t => `s${Math.floor(t / 30)},${t < 120 ? 'slow' : 'fast'},one,${Math.sin((t < 120 ? 0.2 : 0.9) * t)},3`)}`,
  'nan.npy': npy(Float64Array.from({ length: 300 }, (_, t) => (t === 41 ? NaN : Math.sin(0.3 * t)))),
  'comma.csv': `"flow, m3/s",kind\n${rows(300, t => `${wave(t)},${t < 200 ? 'slow' : 'fast'}`)}`,
  'noise.csv': `u,v,w\n${noise(400)}`,
  'same.csv': `u,u,y\n${rows(300, t => `${wave(t)},${t},${t}`)}`,
  'binary.csv': Uint8Array.of(117, 0, 1, 2),
  'latin.csv': Uint8Array.of(117, 10, 0xe9, 10),
};

/** As numpy.save writes it. */
function npy(values: Float64Array): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117) + '\n';
  return Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length, 0, ...new TextEncoder().encode(header), ...new Uint8Array(values.buffer)]);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-unfold-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await mkdir(join(folder, 'folder.csv'));
  return () => rm(folder, { recursive: true });
});

/** What it ends with, and all that it says on stderr. */
async function run(file: string, ...args: string[]): Promise<readonly [code: number, said: string]> {
  const said: string[] = [];
  const heard = vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  const silent = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const code = await esn([join(folder, file), ...args], openKernels).catch((error: unknown) => {
      if (!(error instanceof Complaint)) throw error;
      said.push(error.message);
      return error.exitCode;
    });
    if (code !== 0) expect(silent.mock.calls).toEqual([]); // a script finds one JSON object there, or nothing
    return [code, said.join('\n').replaceAll(`${folder}/`, '')];
  } finally {
    heard.mockRestore();
    silent.mockRestore();
  }
}

const y = ['--input', 'u', '--target', 'y', '--units', '20'];

test.each<[string, string[], string]>([
  ['still.csv', y, '"y" of still.csv never changes in the part that is learnt from, so that there is nothing to learn.'],
  ['still.csv', ['--input', 'y', '--target', 'u', '--units', '20'], '"y" of still.csv never changes in the part that is learnt from, so that it says nothing about "u": read another column.'],
  ['nan.csv', y, 'nan.csv:43:22: "y" is "NaN", not a number. Every row needs one there.'],
  ['gap.csv', y, 'gap.csv:9:1: "u" is empty. Every row needs a number there.'],
  ['words.csv', y, 'words.csv:2:1: "u" is "off", not a number. Every row needs one there.'],
  ['infinite.csv', y, 'infinite.csv:5:1: "u" is "1e999", not a number. Every row needs one there.'],
  ['huge.csv', y, 'huge.csv: the numbers of "y" are too large, or too close to each other, to compute with. Scale the column.'],
  ['ragged.csv', y, 'ragged.csv:3:1: this row has 1 cell, but the header has 2. Give it one for each column.'],
  ['empty.csv', y, 'empty.csv is empty.'],
  ['blank.csv', y, 'blank.csv holds nothing but white space.'],
  ['header.csv', y, 'header.csv has no rows.'],
  ['one.csv', y, 'one.csv is too short: of 1 step to learn from the washout takes 100 steps, and at least 2 must be left. Lower the washout, or keep a smaller share to test with.'],
  ['settled.csv', [...y, '--washout', '60'], '"y" of settled.csv is 7 from the end of the washout on, data rows 61 to 210, so that there is nothing to learn: lower the washout (60 rows), or take rows in which it changes.'],
  ['settling.csv', [...y, '--series', 'who', '--washout', '30'], '"y" of settling.csv is 2.5 from the end of the washout on, rows 31 to 100 of the series "c", and is tested with there, so that an error has no measure: lower the washout (30 rows), or test with rows in which it changes.'],
  ['short.csv', y, 'short.csv is too short: of 84 steps to learn from the washout takes 100 steps, and at least 2 must be left. Lower the washout, or keep a smaller share to test with.'],
  ['short.csv', [...y, '--horizon', '500'], 'short.csv has 120 rows, of which none has another 500 rows ahead: lower the horizon.'],
  ['binary.csv', y, 'binary.csv is not text: byte 1, in line 1, is zero. It must be a UTF-8 text file.'],
  ['latin.csv', y, 'latin.csv is not UTF-8 text: byte 2, in line 2, is 0xE9. Save it as UTF-8.'],
  ['folder.csv', y, 'folder.csv is a folder, not a file.'],
  ['gone.csv', y, 'There is no file gone.csv.'],
  ['narma.csv', ['--input', 'U', '--target', 'y'], 'narma.csv has no column "U"; it has "u", "y" and "still"; did you mean "u"?'],
  ['narma.csv', ['--input', 'u', '--target', 'stil'], 'narma.csv has no column "stil"; it has "u", "y" and "still"; did you mean "still"?'],
  ['narma.csv', ['--input', 'u', '--target', 'y', '--series', 'stil'], 'narma.csv has no column "stil"; it has "u", "y" and "still"; did you mean "still"?'],
  ['same.csv', y, 'same.csv has two columns "u". Rename one of them.'],
  ['narma.csv', [...y, '--readout', 'rls', '--ridge', '0'], 'Recursive least squares begin with a ridge above 0: raise it, to 1e-6 for example.'],
  ['narma.csv', [...y, '--readout', 'force'], 'FORCE learns while the network reads its own output: set the feedback above 0, or read "y" and look one row ahead (horizon 1).'],
  ['narma.csv', [...y, '--layers', '20', '--units', '3000', '--squares'], '20 layers of 3,000 units and their squares would take 349 GB of memory, and a fit may take 4: take fewer units, fewer layers or leave the squares out.'],
  ['narma.csv', [...y, '--layer', '1:units=5'], '--layer 1:units=5: write which one, from 2 (the lowest is set by --units and the others) to 20, and what it has of its own: --layer 2:units=100,leak-rate=0.3.'],
  ['narma.csv', [...y, '--layers', '2', '--layer', '3:units=5'], '--layer 3: there are 2 layers (--layers).'],
  ['narma.csv', [...y, '--layer', '2:units=5', '--layer', '2:bias=0'], '--layer 2 is given twice: write all of it in one, --layer 2:units=100,leak-rate=0.3.'],
  ['narma.csv', [...y, '--layer', '2:ridge=1'], '--layer 2:ridge=1: a layer has units, topology, spectral-radius, leak-rate, input-scaling, bias, density, noise, not "ridge".'],
  ['narma.csv', [...y, '--layer', '2:leak-rate=2'], '--layer 2:leak-rate takes a number from 0.000001 to 1, not "2".'],
  ['narma.csv', [...y, '--layer', '2:topology=tree'], '--layer 2:topology takes random, cycle or delayLine, not "tree".'],
  ['narma.csv', [...y, '--read-layers', 'first'], '--read-layers takes all or last, not "first".'],
  ['narma.csv', [...y, '--layer', '2:units=5000', '--squares', '--units', '4000'], '2 layers of 9,000 units in all and their squares would take 9 GB of memory, and a fit may take 4: take fewer units, fewer layers or leave the squares out.'],
  ['kinds.csv', ['--input', 'still', '--classes', 'kind', '--series', 'who', '--washout', '5'], '"still" of kinds.csv never changes in the series that are learnt from, so that it says nothing about "kind": read another column.'],
  ['kinds.csv', ['--input', 'u', '--classes', 'same', '--series', 'who', '--washout', '5'], 'All series of kinds.csv are of the class "one" ("same"), so that there is nothing to tell: add series of another class, or choose another column as the class.'],
  ['nan.npy', ['--target', '0', '--units', '20'], 'nan.npy, row 42: column 0 is NaN, not a number. Every row needs a number there.'],
  ['narma.csv', [...y, '--density', '0.000001'], 'With 20 units and a density of 1e-6 none comes back to itself, so that nothing is remembered: raise the density, or take more units.'],
  ['narma.csv', ['--target', 'y', '--horizon', '0'], '"y" is read and asked for in the same row: look 1 or more rows ahead (horizon), or read another column.'],
])('%s %j: one sentence', async (file, args, sentence) => {
  expect(await run(file, ...args)).toEqual([2, sentence]);
});

test('what layers have of their own, and whose states the readout reads', () => {
  const { values } = readArguments(['s.csv', '--target', 'y', '--layer', '4:units=10,leak-rate=0.3', '--layer', '2:topology=cycle', '--read-layers', 'last'], esnArguments, 'many');
  expect(echoStateOptions(values)).toMatchObject({ units: 200, layers: 4, above: [{ topology: 'cycle' }, {}, { units: 10, leakRate: 0.3 }], readLayers: 'last' });
});

test.each<[string[], Partial<EchoStateOptions>]>([
  [['--target', ' flow, m3/s'], { inputs: ['flow, m3/s'], target: 'flow, m3/s', moreTargets: [], horizon: 1 }],
  [['--input', 'flow, m3/s', '--input', 'u,v', '--target', 'y'], { inputs: ['flow, m3/s', 'u', 'v'], target: 'y' }],
  [['--input', 'u', '--target', 'flow,u'], { target: 'flow', moreTargets: ['u'] }],
])('a name with a comma is told from two names: %j', (args, options) => {
  const { values } = readArguments(['s.csv', ...args], esnArguments, 'many');
  expect(echoStateOptions(values, ['flow, m3/s', 'u', 'v', 'y'])).toMatchObject(options);
});

test('a column whose name has a comma is read', async () => {
  expect(await run('comma.csv', '--target', 'flow, m3/s', '--units', '20')).toEqual([0, '']);
  expect(await run('comma.csv', '--target', 'flow,m3/s', '--units', '20')).toEqual([2, expect.stringContaining('comma.csv has no column "flow"; it has "flow, m3/s" and "kind"')]);
});

test('a singular Gram matrix is said so, with a ridge that would do', async () => {
  const [code, said] = await run('twice.csv', '--input', 'u,v', '--target', 'y', '--units', '20', '--ridge', '0');
  expect([code, said]).toEqual([1, expect.stringMatching(/^The Gram matrix is singular: what the readout reads depends on itself to the last digit \(from number \d+ of 23 on\), so that a ridge of 0 has no one solution\. Raise the ridge, to 1e-6 for example\.$/)]);
  expect(await run('twice.csv', '--input', 'u,v', '--target', 'y', '--units', '20', '--ridge', '1e-6')).toEqual([0, '']);
});

test.each<[string, string[], string]>([
  ['narma.csv', [...y, '--spectral-radius', '1.25'], 'The spectral radius is 1.25: from 1 on a small difference between two states need not fade, and what the network says may depend on how it began. A strong input can still tame it; below 1 is the usual choice.'],
  ['narma.csv', ['--input', 'u,still', '--target', 'y', '--units', '20'], '"still" never changes in the part that is learnt from: there is nothing to learn from it.'],
  ['kinds.csv', ['--input', 'u,still', '--classes', 'kind', '--series', 'who', '--washout', '5', '--units', '20'], '"still" never changes in the series that are learnt from: it tells no class from another.'],
  ['narma.csv', [...y, '--layer', '3:units=10,spectral-radius=1.25'], 'Layer 3: The spectral radius is 1.25: from 1 on a small difference between two states need not fade, and what the network says may depend on how it began. A strong input can still tame it; below 1 is the usual choice.'],
  ['narma.csv', ['--target', 'y', '--units', '20', '--readout', 'force'], 'Learnt by FORCE, the network goes on by itself in the part that is tested with: it reads what it said itself, never the column.\nWhere it is tested, what is said of "y" is no better than the mean of the column (an NRMSE of 1 or more): read other columns, or search for better settings.'],
  ['noise.csv', ['--input', 'u', '--target', 'v', '--units', '20', '--readout', 'lms', '--step-size', '1'], 'Where it is tested, what is said of "v" is no better than the mean of the column (an NRMSE of 1 or more): lower the step size, or learn the readout by ridge regression.'],
  ['noise.csv', ['--input', 'u', '--target', 'v,w', '--units', '20', '--horizon', '2'], 'Where it is tested, what is said of "v" and "w" is no better than the mean of the column (an NRMSE of 1 or more): read other columns, look fewer rows ahead, or search for better settings.'],
  ['noise.csv', ['--input', 'u', '--target', 'v', '--units', '20', '--feedback', '1'], 'Where it is tested, what is said of "v" is no better than the mean of the column (an NRMSE of 1 or more): there it reads what it said itself: lower the feedback, raise the ridge, or learn with state noise.'],
])('%s %j is fitted, with a warning', async (file, args, sentence) => {
  expect(await run(file, ...args)).toEqual([0, sentence]);
});

const ended: [string, () => void, string][] = [
  ['an error', () => { throw new Error('There is no room.'); }, 'There is no room.'],
  ['Ctrl-C', () => process.listeners('SIGINT').at(-1)!('SIGINT'), 'Ctrl-C ended it.'],
];
test.each(ended.flatMap(([name, happens, why]): [string, string, () => void, string[], [number, string]][] => [
  [name, 'goes on from itself', happens, ['--target', 'u'], [0, `For how many rows it goes on from itself is not known: ${why}`]],
  [name, 'is measured by what it remembers', happens, ['--target', 'u', '--input', 'v', '--memory-capacity'], [1, `Its memory capacity is not known: ${why}`]],
]))('%s while a network %s takes neither what was fitted nor what was saved', async (_, __, happens, asked, said) => {
  const out = join(folder, 'net.safetensors');
  let opened = 0;
  const failing = async () => async () => {
    if (++opened === 2) {
      expect(existsSync(out)).toBe(true);
      happens();
    }
    return createWorkspace(kernels);
  };
  const [json, lines]: string[][] = [[], []];
  const written = vi.spyOn(process.stdout, 'write').mockImplementation(text => json!.push(String(text)) > 0);
  const heard = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines!.push(line));
  const code = await esn([join(folder, 'noise.csv'), ...asked, '--units', '20', '--json', '--out', out], failing).finally(() => [written, heard].forEach(spy => spy.mockRestore()));
  expect([code, opened, lines!.at(-1)]).toEqual([said[0], 2, said[1]]);
  expect(JSON.parse(json!.join(''))).toMatchObject({ options: { target: 'u' }, test: {} });
  await rm(out);
});

test('a checkpoint that was damaged is refused before a table is read', async () => {
  const out = join(folder, 'damaged.safetensors');
  expect(await run('narma.csv', ...y, '--out', out)).toEqual([0, 'Saved damaged.safetensors.']);
  const { tensors: { V: _, ...tensors }, ...rest } = decodeCheckpoint(await readFile(out));
  await writeFile(out, encodeCheckpoint({ ...rest, tensors }));
  await expect(predict([out, join(folder, 'gone.csv')])).rejects.toThrow(`${out}: The checkpoint lacks V 21×1, which this model needs. The file was changed by hand, or is damaged: fit the network again.`);
});

describe('each number', () => {
  const written = Object.entries(numbers);

  test.each(written)('--%s is refused where it is none, or beyond its ends', async (option, name) => {
    const [least, most, whole] = echoStateRanges[name];
    const wrong = ['NaN', '', 'many', '-Infinity', '1e99', '-1', ...(least > 0 ? ['0'] : []), ...(whole ? ['1.5'] : [])];
    for (const value of wrong) expect(await run('narma.csv', ...y, `--${option}`, value)).toEqual([2, `--${option} takes a ${whole ? 'whole number' : 'number'} from ${least} to ${most}, not "${value}".`]);
  });
});

test.each<[string[], string]>([
  [['--search', '0'], '`trials` of a search takes a whole number from 2 to 10,000, not 0.'],
  [['--search', '9', '--networks', '0'], '`networks` of a search takes a whole number from 1 to 100, not 0.'],
  [['--search', '9', '--search-seed', '-1'], '`seed` of a search takes a whole number from 0 to 4,294,967,295, not -1.'],
  [['--search', '9', '--range', 'ridge=NaN..1'], '--range ridge=NaN..1: write two numbers, ridge=FROM..TO.'],
  [['--forgetting', '0.99'], '--forgetting is of recursive least squares: --readout rls, or force.'],
  [['--readout', 'rls', '--step-size', '1'], '--step-size is of least mean squares: --readout lms.'],
  [['--readout', 'lms', '--ridge', '1e-3'], '--ridge is of the other readouts: least mean squares have a --step-size.'],
  [['--topology', 'cycle', '--density', '0.2'], '--density is of a random W: a cycle or a delay line has one weight a unit.'],
  [['--pool', 'last'], '--pool is of classes that are told: which column names them, --classes C?'],
  [['--unit', '20'], 'Unknown option \'--unit\'. See unfold --help.'],
])('%j is refused', async (args, sentence) => {
  expect(await run('narma.csv', ...y, ...args)).toEqual([2, sentence]);
});
