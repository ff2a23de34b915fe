import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import type { FreeRunReport } from '../../src/cli/esnFreeRun.ts';
import { counted } from '../../src/core/spec/wording.ts';
import type { EchoStateReport } from '../../src/protocol/echoState.ts';
import { narmaCsv } from '../worker/lab/narmaTable.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';
import { start, unfold, withCommandLine } from './lib/unfold.ts';

withCommandLine();

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'narma.csv'), narmaCsv(3000));
});

const largestDifference = (a: readonly number[], b: readonly number[]) => (a.length === b.length ? Math.max(...a.map((value, i) => Math.abs(value - b[i]!))) : Infinity);

test('with nothing but columns and units it prints one JSON object, NRMSE under 0.26 on NARMA-10', async () => {
  const { code, stdout, stderr } = await unfold(folder, 'esn', 'narma.csv', '--input', 'u', '--target', 'y', '--horizon', '0', '--units', '200', '--runs', '2', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const report = JSON.parse(stdout) as EchoStateReport & { seconds: number };
  expect(report).toMatchObject({ file: 'narma.csv', options: { inputs: ['u'], target: 'y', units: 200, horizon: 0, seed: 1, runs: 2 }, rows: { train: 2000, test: 900 }, warnings: [] });
  for (const part of ['train', 'test'] as const) for (const measure of ['nrmse', 'nmse', 'rmse', 'r2'] as const) expect(report[part][measure]).toEqual({ mean: expect.any(Number), spread: expect.any(Number) });
  expect(report.test.nrmse.mean).toBeLessThan(0.26);
  expect(report).not.toHaveProperty('freeRun'); // it has nothing of its own to go on from
});

test('tells for how many rows it goes on from itself', async () => {
  const rows = Array.from({ length: 600 }, (_, t) => `${Math.sin(0.2 * t)},${Math.cos(0.2 * t)}`);
  await writeFile(join(folder, 'wave.csv'), `v,w\n${rows.join('\n')}\n`);
  expect((await unfold(folder, 'esn', 'wave.csv', '--target', 'v', '--units', '40')).stdout).toMatch(/\n\nGoing on from itself it is valid for all 180 rows\.\n$/);
  const poor = ['esn', 'wave.csv', '--target', 'v,w', '--units', '10', '--ridge', '1e5', '--runs', '2'];
  const { freeRun: { start, rows: forecast, valid, ended, targets } } = JSON.parse((await unfold(folder, ...poor, '--json')).stdout) as { freeRun: FreeRunReport };
  expect([start, forecast, ended, targets]).toEqual([420, 180, true, [{ name: 'v', valid, ended }, { name: 'w', valid: expect.any(Number), ended: true }]]);
  expect((await unfold(folder, ...poor)).stdout).toContain(`\n\nGoing on from itself the network of seed 1 is valid for ${counted(valid, 'row')} of v and ${counted(targets![1]!.valid, 'row')} of w.\n`);
});

test('tells how much of its input it remembers', async () => {
  const asked = ['esn', 'narma.csv', '--input', 'u', '--target', 'y', '--units', '20', '--memory-capacity'];
  const { memoryCapacity: { capacity, byLag, column } } = JSON.parse((await unfold(folder, ...asked, '--json')).stdout) as { memoryCapacity: { capacity: number; byLag: number[]; column: string } };
  expect([column, byLag.length]).toEqual(['u', 40]);
  expect(capacity).toBeCloseTo(byLag.reduce((sum, r2) => sum + r2, 0), 9);
  expect(capacity).toBeLessThan(20);
  expect((await unfold(folder, ...asked)).stdout).toContain(`Memory capacity ${Number(capacity.toPrecision(4))} of at most 20: `);
});

test('tells what was fitted where it cannot be told how much it remembers', async () => {
  const { code, stdout, stderr } = await unfold(folder, 'esn', 'narma.csv', '--input', 'u', '--target', 'y', '--units', '1501', '--density', '0.01', '--memory-capacity');
  expect(code).toBe(1);
  expect(stdout).toContain('1,501 units, one network');
  expect(stderr).toBe('Its memory capacity is not known: The memory of 1,501 units would take too long to measure: it is measured up to 1,500.\n');
});

test('saves a network that is inspected, predicts a series, and is read by numpy to 1e-6', async context => {
  await mkdir(join(folder, 'nets'));
  const out = join('nets', 'narma.safetensors');
  const fitted = await unfold(folder, 'esn', 'narma.csv', '--input', 'u', '--target', 'y', '--out', out);
  expect(fitted).toMatchObject({ code: 0, stderr: `Saved ${out}.\n` });
  expect(fitted.stdout).toMatch(/^narma\.csv: y from u, in the same row; 200 units, one network\.\n\n +NRMSE +NMSE +RMSE +R² +rows\ntrain /);
  expect((await unfold(folder, 'inspect', out)).stdout).toMatch(/^A checkpoint of Unfold at step 1, loss .*\n\n.*\nV +F32 +\[201, 1\]/m);
  const predicted = await unfold(folder, 'predict', out, 'narma.csv', '--json');
  const { prediction, target, washout } = JSON.parse(predicted.stdout) as { prediction: number[]; target: number[]; washout: number };
  expect([prediction.length, target.length, washout]).toEqual([3000, 3000, 100]);
  expect(predicted.stderr).toBe('The first 100 rows of each series are its washout: the state begins at 0, and what is said there is not to be relied on.\n');
  const rows = (await unfold(folder, 'predict', out, 'narma.csv')).stdout.split('\n');
  expect(rows.slice(0, 2)).toEqual(['row\ty\tprediction', `0\t${target[0]}\t${prediction[0]}`]);

  await writeFile(join(folder, 'predict.py'), (await unfold(folder, 'predict', out, '--python')).stdout);
  const numpy = await promisify(execFile)('python3', ['-c', 'import numpy']).then(() => true, () => false);
  if (!numpy) return context.skip('There is no python3 with numpy here.');
  const { stdout } = await promisify(execFile)('python3', ['predict.py', out, 'narma.csv'], { cwd: folder });
  expect(largestDifference(stdout.trim().split('\n').map(Number), prediction)).toBeLessThan(1e-6);
  const left = spawn('python3', ['predict.py', out, 'narma.csv'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  left.stdout.destroy(); // as head does once it has enough
  const [said, [code]] = await Promise.all([text(left.stderr), once(left, 'close')]);
  expect([code, said]).toEqual([0, '']);
});

test('numpy reads the tables that Unfold reads: a separator within a name, a blank end; what it does not read it says', async context => {
  const rows = (await readFile(join(folder, 'narma.csv'), 'utf8')).trim().split('\n').slice(1, 401).map(row => row.split(',').slice(0, 2).join(';'));
  await writeFile(join(folder, 'names.csv'), `"u, as it was measured, at 5 Hz";"y ""raw"""\n${rows.join('\n')}\n  \n`);
  await unfold(folder, 'esn', 'names.csv', '--input', 'u, as it was measured, at 5 Hz', '--target', 'y "raw"', '--units', '20', '--out', 'names.safetensors');
  const { prediction } = JSON.parse((await unfold(folder, 'predict', 'names.safetensors', 'names.csv', '--json')).stdout) as { prediction: number[] };
  await writeFile(join(folder, 'predict.py'), (await unfold(folder, 'predict', 'names.safetensors', '--python')).stdout);
  const numpy = await promisify(execFile)('python3', ['-c', 'import numpy']).then(() => true, () => false);
  if (!numpy) return context.skip('There is no python3 with numpy here.');
  const { stdout } = await promisify(execFile)('python3', ['predict.py', 'names.safetensors', 'names.csv'], { cwd: folder });
  expect(largestDifference(stdout.trim().split('\n').map(Number), prediction)).toBeLessThan(1e-6);
  const refused = promisify(execFile)('python3', ['predict.py', 'names.safetensors', 'names.json'], { cwd: folder });
  await expect(refused).rejects.toMatchObject({ code: 1, stderr: 'names.json: this program reads .csv and .tsv. Load it in Python, and give predict or classify its columns.\n' });
});

test('two layers, squares, several targets, several series and an output fed back: all that a checkpoint has, numpy reads to 1e-6', async context => {
  const rows = (await readFile(join(folder, 'narma.csv'), 'utf8')).trim().split('\n').slice(1, 901).map((row, t) => `${row.split(',').slice(0, 2).join(',')},${Math.sin(0.1 * t)},part ${Math.floor(t / 300)}`);
  await writeFile(join(folder, 'parts.csv'), `u,y,z,part\n${rows.join('\n')}\n`);
  const { code, stdout, stderr } = await unfold(folder, 'esn', 'parts.csv', '--input', 'u', '--target', 'y,z', '--series', 'part', '--units', '40', '--layer', '2:units=30,leak-rate=0.5', '--squares', '--readout', 'rls', '--forgetting', '0.999', '--feedback', '0.1', '--noise', '1e-4', '--ridge', '1e-2', '--out', 'all.safetensors', '--json');
  expect([code, stderr]).toEqual([0, 'Saved all.safetensors.\n']);
  expect(JSON.parse(stdout)).toMatchObject({ rows: { train: 400, test: 200 }, targets: [{ name: 'y' }, { name: 'z' }] });
  const { column, prediction, more } = JSON.parse((await unfold(folder, 'predict', 'all.safetensors', 'parts.csv', '--json')).stdout) as { column: string; prediction: number[]; more: { column: string; prediction: number[] }[] };
  expect([column, more.map(each => each.column)]).toEqual(['y', ['z']]);
  expect((await unfold(folder, 'predict', 'all.safetensors', 'parts.csv')).stdout.split('\n')[0]).toBe('row\ty\tprediction of y\tz\tprediction of z');
  await writeFile(join(folder, 'predict.py'), (await unfold(folder, 'predict', 'all.safetensors', '--python')).stdout);
  const numpy = await promisify(execFile)('python3', ['-c', 'import numpy']).then(() => true, () => false);
  if (!numpy) return context.skip('There is no python3 with numpy here.');
  const said = (await promisify(execFile)('python3', ['predict.py', 'all.safetensors', 'parts.csv'], { cwd: folder })).stdout.trim().split('\n').map(line => line.split('\t').map(Number));
  expect([largestDifference(said.map(row => row[0]!), prediction), largestDifference(said.map(row => row[1]!), more[0]!.prediction)].every(difference => difference < 1e-6)).toBe(true);
});

test('the classes of series are saved, told again, and told by numpy', async context => {
  const rows = Array.from({ length: 12 }, (_, s) => Array.from({ length: 40 }, (__, t) => `s${s},${s % 3 === 0 ? 'slow, and wide' : 'fast'},${Math.sin((s % 3 === 0 ? 0.2 : 0.6) * t + s)}`.replace(/,(slow, and wide),/, ',"$1",'))).flat();
  await writeFile(join(folder, 'kinds.csv'), `who,kind,u\n${rows.join('\n')}\n`);
  const fitted = await unfold(folder, 'esn', 'kinds.csv', '--input', 'u', '--classes', 'kind', '--series', 'who', '--units', '30', '--washout', '10', '--squares', '--input-scaling', '0.5', '--test', '0.25', '--ridge', '1e-3', '--out', 'kinds.safetensors', '--json');
  expect([fitted.code, fitted.stderr]).toEqual([0, 'Saved kinds.safetensors.\n']);
  expect(JSON.parse(fitted.stdout)).toMatchObject({ classes: ['fast', 'slow, and wide'], series: { train: 9, test: 3 }, accuracy: { test: { mean: 1 } }, confusion: [[2, 0], [0, 1]] });
  const said = (await unfold(folder, 'predict', 'kinds.safetensors', 'kinds.csv')).stdout.trim().split('\n').map(line => line.split('\t'));
  expect(said[0]).toEqual(['series', 'kind', 'prediction']);
  expect(said.slice(1)).toEqual(Array.from({ length: 12 }, (_, s) => [`s${s}`, ...Array<string>(2).fill(s % 3 === 0 ? 'slow, and wide' : 'fast')]));
  expect((await unfold(folder, 'sample', 'kinds.safetensors')).stderr).toContain('This network tells the class of each series as a whole: see what it says by unfold predict CKPT SERIES.');
  await writeFile(join(folder, 'predict.py'), (await unfold(folder, 'predict', 'kinds.safetensors', '--python')).stdout);
  const numpy = await promisify(execFile)('python3', ['-c', 'import numpy']).then(() => true, () => false);
  if (!numpy) return context.skip('There is no python3 with numpy here.');
  expect((await promisify(execFile)('python3', ['predict.py', 'kinds.safetensors', 'kinds.csv'], { cwd: folder })).stdout.trim().split('\n')).toEqual(said.slice(1).map(row => row[2]));
});

test('a forecast of the last rows of a series is beyond it, not of the next one', async () => {
  await writeFile(join(folder, 'three.csv'), `y,part\n${Array.from({ length: 150 }, (_, t) => `${Math.sin(0.3 * t)},${Math.floor(t / 50)}`).join('\n')}\n`);
  await unfold(folder, 'esn', 'three.csv', '--target', 'y', '--series', 'part', '--units', '10', '--washout', '5', '--horizon', '2', '--out', 'three.safetensors');
  const rows = (await unfold(folder, 'predict', 'three.safetensors', 'three.csv')).stdout.trim().split('\n').map(line => line.split('\t'));
  expect(rows.slice(48, 52).map(([row, y]) => [row, y])).toEqual([['49', String(Math.sin(0.3 * 49))], ['49+1', ''], ['49+2', ''], ['52', String(Math.sin(0.3 * 52))]]);
  const { target } = JSON.parse((await unfold(folder, 'predict', 'three.safetensors', 'three.csv', '--json')).stdout) as { target: (number | null)[] };
  expect(target.slice(47, 51)).toEqual([Math.sin(0.3 * 49), null, null, Math.sin(0.3 * 52)]);
});

test('what FORCE learnt, of several columns, goes on after the end; files are series, for what was fitted to them and for numpy', async context => {
  const wave = (from: number, to: number) => `v,w\n${Array.from({ length: to - from }, (_, t) => `${5 + Math.sin(0.2 * (from + t))},${Math.cos(0.2 * (from + t))}`).join('\n')}\n`;
  await writeFile(join(folder, 'a.csv'), wave(0, 700));
  await writeFile(join(folder, 'b.csv'), wave(900, 1300));
  const { code, stderr } = await unfold(folder, 'esn', 'a.csv', 'b.csv', '--target', 'v,w', '--units', '50', '--readout', 'force', '--out', 'wave.safetensors');
  expect([code, stderr]).toEqual([0, 'Learnt by FORCE, the network goes on by itself in the part that is tested with: it reads what it said itself, never the column.\nSaved wave.safetensors.\n']);
  const { start, prediction } = JSON.parse((await unfold(folder, 'sample', 'wave.safetensors', '--length', '30', '--json')).stdout) as { start: number; prediction: number[] };
  expect(largestDifference(prediction.slice(-30), Array.from({ length: 30 }, (_, i) => 5 + Math.sin(0.2 * (200 + start + prediction.length - 30 + i))))).toBeLessThan(0.2); // the rows of b.csv, from 700 on, are of the times from 900 on

  const both = JSON.parse((await unfold(folder, 'predict', 'wave.safetensors', 'a.csv', 'b.csv', '--json')).stdout) as { files: unknown; prediction: number[]; target: (number | null)[] };
  expect([both.files, both.prediction.length, both.target[699]]).toEqual([[{ file: 'a.csv', rows: 700 }, { file: 'b.csv', rows: 400 }], 1100, null]);
  const alone = JSON.parse((await unfold(folder, 'predict', 'wave.safetensors', 'b.csv', '--json')).stdout) as { prediction: number[] };
  expect(both.prediction.slice(700)).toEqual(alone.prediction);
  const rows = (await unfold(folder, 'predict', 'wave.safetensors', 'a.csv', 'b.csv')).stdout.trim().split('\n').map(line => line.split('\t'));
  expect([rows[0], rows[700]!.slice(0, 3), rows[701]!.slice(0, 2)]).toEqual([['file', 'row', 'v', 'prediction of v', 'w', 'prediction of w'], ['a.csv', '699+1', ''], ['b.csv', '1']]);
  expect((await unfold(folder, 'predict', 'wave.safetensors', 'a.csv', 'gone.csv'))).toMatchObject({ code: 2, stderr: expect.stringMatching(/There is no file gone\.csv\.\n$/) });
  await writeFile(join(folder, 'predict.py'), (await unfold(folder, 'predict', 'wave.safetensors', '--python')).stdout);
  const numpy = await promisify(execFile)('python3', ['-c', 'import numpy']).then(() => true, () => false);
  if (!numpy) return context.skip('There is no python3 with numpy here.');
  const said = (await promisify(execFile)('python3', ['predict.py', 'wave.safetensors', 'a.csv', 'b.csv'], { cwd: folder })).stdout.trim().split('\n').map(line => Number(line.split('\t')[0]));
  expect(largestDifference(said, both.prediction)).toBeLessThan(1e-6);
});

test.each([[0, ['--input', 'u']], [3, []]])('rows that follow on others are predicted as those of one series, %i rows ahead', async (horizon, reads) => {
  const [header, ...rows] = narmaCsv(600).trim().split('\n');
  const write = (name: string, from: number, to?: number) => writeFile(join(folder, name), `${[header, ...rows.slice(from, to)].join('\n')}\n`);
  await Promise.all([write('all.csv', 0), write('before.csv', 0, 500), write('tomorrow.csv', 500), write('few.csv', 470, 500)]);
  await unfold(folder, 'esn', 'before.csv', ...reads, '--target', 'y', '--horizon', String(horizon), '--units', '20', '--washout', '50', '--out', 'net.safetensors');
  const predict = (...args: string[]) => unfold(folder, 'predict', 'net.safetensors', ...args);
  type Said = { start: number; washout: number; prediction: number[]; target: number[] };
  const [all, after] = [await predict('all.csv', '--json'), await predict('tomorrow.csv', '--after', 'before.csv', '--json')].map(({ stdout }) => JSON.parse(stdout) as Said);
  expect(after).toMatchObject({ start: 0, washout: 0, prediction: all!.prediction.slice(500 - horizon), target: all!.target.slice(500 - horizon) });
  const said = await predict('tomorrow.csv', '--after', 'before.csv');
  expect(said.stderr).toBe('');
  const lines = said.stdout.trim().split('\n');
  expect([lines.length, lines[1]]).toEqual([1 + 100 + horizon, `0\t${all!.target[500 - horizon]}\t${all!.prediction[500 - horizon]}`]);
  expect((await predict('tomorrow.csv', '--after', 'few.csv')).stderr).toContain(`The first ${20 + horizon} rows of each series are its washout`);
  expect(await predict('all.csv', 'tomorrow.csv', '--after', 'before.csv')).toMatchObject({ code: 2, stderr: expect.stringContaining('--after FILE takes one series') as string });
});

test('a column forecast from itself goes on after the end', async () => {
  await writeFile(join(folder, 'wave.csv'), `v\n${Array.from({ length: 400 }, (_, t) => 5 + Math.sin(0.3 * t) + Math.sin(0.2 * t)).join('\n')}\n`);
  expect((await unfold(folder, 'esn', 'wave.csv', '--target', 'v', '--units', '50', '--ridge', '1e-9', '--out', 'wave.safetensors')).code).toBe(0);
  const { stdout, stderr } = await unfold(folder, 'sample', 'wave.safetensors', '--length', '30', '--json');
  expect(stderr).toBe('From index 400 on the series has ended, and the network goes on from what it said itself.\n');
  const { start, target, prediction } = JSON.parse(stdout) as { start: number; target: number[]; prediction: number[] };
  expect([start + target.length, prediction.length - target.length]).toEqual([400, 30]);
  const truth = prediction.map((_, i) => 5 + Math.sin(0.3 * (start + i)) + Math.sin(0.2 * (start + i)));
  expect(largestDifference(prediction, truth)).toBeLessThan(0.05);
});

test.each([
  [['esn'], 'Which series? unfold esn SERIES --input A --target B'],
  [['esn', 'narma.csv'], 'Which column is it to say? unfold esn SERIES --input A --target B'],
  [['esn', 'gone.csv', '--target', 'y'], 'There is no file gone.csv.'],
  [['esn', 'narma.csv', '--input', 'still', '--target', 'y'], '"still" of narma.csv never changes in the part that is learnt from, so that it says nothing about "y": read another column.'],
  [['esn', 'narma.csv', '--target', 'y', '--units', '0'], '--units takes a whole number from 1 to 5000, not "0".'],
  [['esn', 'narma.csv', '--input', ',', '--target', 'y'], '--input names no column.'],
  [['esn', 'gone.csv', '--target', 'y', '--out', 'net.npz'], '--out takes a file NAME.safetensors, not "net.npz".'],
  [['esn', 'narma.csv', '--target', 'y', '--seed', '-1'], '--seed takes a whole number from 0 to 4294967295, not "-1".'],
  [['esn', 'narma.csv', '--target', 'y', '--readout', 'magic'], '--readout takes ridge, rls, lms or force, not "magic".'],
  [['esn', 'narma.csv', 'narma.csv', '--target', 'y', '--search', '3'], 'Of several series a search judges by whole ones of those that are learnt from, which leaves none to learn from here: keep a smaller share to test with, or add series.'],
  [['esn', 'narma.csv', '--input', 'u', '--classes', 'y', '--memory-capacity'], '--memory-capacity is told of a network that says numbers, without --classes.'],
  [['esn', 'narma.csv', '--input', 'u', '--classes', 'y', '--feedback', '1'], '--feedback is of numbers that are said at each row; --classes says one class of each series, by ridge regression.'],
  [['esn', 'narma.csv', '--input', 'u', '--classes', 'y'], 'narma.csv has 1 series: to tell classes takes 4 at least, told apart by a column (series), or in files of their own.'],
  [['predict'], 'Which checkpoint? unfold predict CKPT SERIES'],
])('unfold %j is refused', async (args, sentence) => {
  expect(await unfold(folder, ...args)).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
});

test('a spectral radius from 1 on is warned of', async () => {
  const { code, stderr } = await unfold(folder, 'esn', 'narma.csv', '--input', 'u', '--target', 'y', '--units', '30', '--spectral-radius', '1.1');
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^The spectral radius is 1\.1: /)]);
});

test('Ctrl-C ends it at once, in the middle of a fit', async () => {
  const begun = start(folder, 'esn', 'narma.csv', '--input', 'u', '--target', 'y', '--runs', '1000');
  await new Promise(resolve => setTimeout(resolve, 800));
  begun.process.kill('SIGINT');
  expect(await begun.ended).toEqual({ code: null, stdout: '', stderr: '' });
  expect(begun.process.signalCode).toBe('SIGINT');
});
