import { getEventListeners } from 'node:events';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { decodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { atOnce } from '../../../src/core/math/turns.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { jsonTable } from '../../../src/core/data/jsonTable.ts';
import { joinTables, tableOfText } from '../../../src/core/data/numberTable.ts';
import type { NumberTable } from '../../../src/core/data/numberTable.ts';
import { readParquet } from '../../../src/core/data/parquet.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import { drawWeights, rememberedDrawing } from '../../../src/worker/lab/drawnNetwork.ts';
import type { DrawnTensors } from '../../../src/worker/lab/drawnNetwork.ts';
import { labHandlers } from '../../../src/worker/lab/labHandlers.ts';
import type { LabSurroundings, WhoReads } from '../../../src/worker/lab/labHandlers.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { narmaTable } from './narmaTable.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const options = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, units: 20, washout: 20 };

function lab(more: Partial<LabSurroundings> = {}) {
  const table = narmaTable(400);
  const breathe = () => new Promise<void>(resolve => setImmediate(resolve));
  const openWorkspace = () => createWorkspace(kernels);
  return labHandlers({ openWorkspace, openAside: openWorkspace, breathe, readTable: async () => table, now: () => 0, ...more });
}

test('tells the columns of a table', async () => {
  expect(await lab().table({ file: 'narma.csv' })).toEqual({ columns: ['u', 'y', 'still'], rows: 400, target: 'y' });
});

test('begins with the last column of numbers that change, also where one of them is missing', async () => {
  const of = async (text: string) => (await lab({ readTable: async () => tableOfText(text, 't.csv') }).table({ file: 't.csv' }));
  expect(await of('time,u,x,y\n0,1,2,3\n1,3,4,5\n')).toEqual({ columns: ['time', 'u', 'x', 'y'], rows: 2, target: 'y', inputs: ['u', 'x'] });
  expect(await of('y,u\n1,2\n3,4\n')).toEqual({ columns: ['y', 'u'], rows: 2, target: 'u' });
  expect(await of('a,b,day\n1,2,Monday\n3,4,Tuesday\n')).toEqual({ columns: ['a', 'b', 'day'], rows: 2, target: 'b' });
  expect((await of('a,b\n1,2\n3,\n')).target).toBe('b');
  expect((await of('a,b,c\n1,2,0\n3,2,0\n')).target).toBe('a');
  expect((await of('a,b\nx,1\ny,1\n')).target).toBe('b');
  expect((await of('who\nx\ny\n')).target).toBeUndefined();
});

test.each([
  ['[{"v":1,"day":"Mon"},{"v":2,"day":"Tue"}]', 'v'], ['[\n  { "v": 1, "day": "Mon" },\n  { "v": 2, "day": "Tue" }\n]', 'v'], ['{"v":[1,2],"day":["Mon","Tue"],"yes":[true,false]}', 'v'],
  ['[{"v":1,"u":1},\n{"v":2,"u":"x"}]', 'u'], ['[{"v":1,"u":null},{"v":2,"u":3}]', 'u'], // numbers, of which the fit tells what is wrong
])('begins with no column of words of JSON: %j', async (text, target) => {
  const table = atOnce(jsonTable(text, 't.json'));
  expect((await lab({ readTable: async () => table }).table({ file: 't.json' })).target).toBe(target);
  expect((await lab({ readTable: async () => joinTables([table, table]) }).table({ file: 't.json', more: ['t.json'] })).target).toBe(target);
});

test('nor of Parquet', async () => {
  const days = [new Date(0), new Date(86_400_000)];
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'v', data: [1, 2], type: 'DOUBLE' }, { name: 'name', data: ['a', 'b'], type: 'STRING' }, { name: 'day', data: days, type: 'TIMESTAMP' }] }));
  expect((await lab({ readTable: (_, wanted) => readParquet(bytes, 't.parquet', wanted) }).table({ file: 't.parquet' })).target).toBe('v');
});

test('says of how many files the rows are', async () => {
  expect((await lab({ readTable: async () => joinTables([narmaTable(10), narmaTable(10)]) }).table({ file: 'a.csv', more: ['b.csv'] }))).toMatchObject({ rows: 20, files: 2 });
});

test('says where the first row may be no names', async () => {
  const { notes } = await lab({ readTable: async () => tableOfText('0.5,1.5\n1,2\n', 't.csv') }).table({ file: 't.csv' });
  expect(notes).toEqual([expect.stringMatching(/^The first row is taken for the names of the columns, and there are only numbers in it/)]);
});

test('shows the part tested with beside what is said of it', async () => {
  const { report, start, learnt, target, prediction } = await lab().fit({ file: 'narma.csv', options });
  expect([start, learnt, target.length, prediction.length]).toEqual([30, 250, 370, 370]);
  const squares = target.slice(learnt).reduce((sum, value, t) => sum + (value - prediction[learnt + t]!) ** 2, 0);
  expect(Math.sqrt(squares / 120)).toBeCloseTo(report.test.rmse.mean, 8);
});

test('a fit that a later one overtakes is given up', async () => {
  const { fit } = lab();
  const [first, second, third] = [fit({ file: 'a', options }), fit({ file: 'a', options: { ...options, units: 21 } }), fit({ file: 'a', options: { ...options, units: 22 } })];
  await expect(first).rejects.toThrow('A later fit was asked for.');
  await expect(second).rejects.toThrow('A later fit was asked for.');
  expect((await third).report.options.units).toBe(22);
});

test('a fit is cancelled, and says so', async () => {
  const { fit, cancel, progress } = lab();
  const fitting = fit({ file: 'a', options });
  expect(await progress({})).toEqual({ share: 0 });
  await cancel({});
  await expect(fitting).rejects.toThrow('The fit was cancelled.');
  expect(await progress({})).toEqual({ share: null });
});

test('tells how much of a table is read; the reading ends where the fit is cancelled, and goes on for one that overtakes it', async () => {
  const asked: Required<WhoReads>[] = [];
  const { fit, cancel, progress } = lab({ readTable: (_, __, who) => new Promise<never>(() => asked.push(who as Required<WhoReads>)) });
  const fits = [fit({ file: 'a', options })];
  asked[0]!.onProgress(0.4);
  expect(await progress({})).toEqual({ share: 0.4, isReading: true });
  fits.push(fit({ file: 'a', options: { ...options, units: 21 } }));
  await expect(fits[0]).rejects.toThrow('A later fit was asked for.');
  for (const [k, share] of [0.5, 0.6].entries()) asked[k]!.onProgress(share);
  expect([await progress({}), asked.map(({ signal }) => signal.aborted)]).toEqual([{ share: 0.6, isReading: true }, [false, false]]);
  await cancel({});
  await expect(fits[1]).rejects.toThrow('The fit was cancelled.');
  void fit({ file: 'a', options });
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
});

test('a fit that is overtaken says so to who reads its table, that other columns are not read beside its own', async () => {
  const asked: Required<WhoReads>[] = [];
  const { fit } = lab({ readTable: (_, __, who) => new Promise<never>(() => asked.push(who as Required<WhoReads>)) });
  for (const target of ['y', 'u', 'still']) void fit({ file: 'a', options: { ...options, inputs: ['u'], target } }).catch(() => {});
  expect(asked.map(({ signal, overtaken }) => [signal.aborted, overtaken.aborted])).toEqual([[false, true], [false, true], [false, false]]);
});

test('what was read is not kept by the signal that ends readings', async () => {
  const signals = new Set<AbortSignal>();
  const table = narmaTable(400);
  const handlers = lab({ readTable: async (_, __, who) => { signals.add(who!.signal!).add(who!.overtaken ?? who!.signal!); return table; } });
  await handlers.table({ file: 'a' });
  for (const target of ['y', 'u']) await handlers.fit({ file: 'a', options: { ...options, target, horizon: 1 } });
  expect([signals.size, [...signals].flatMap((signal) => getEventListeners(signal, 'abort'))]).toEqual([3, []]);
});

test('what was fitted stays when something else is cancelled: a reading, or another fit', async () => {
  const table = narmaTable(400);
  const handlers = lab({ readTable: (_, wanted) => (wanted.length > 0 ? Promise.resolve(table) : new Promise<never>(() => {})) });
  const fit = () => handlers.fit({ file: 'a', options: { ...options, inputs: ['y'], horizon: 1 } });
  const { id } = await fit();
  const opened = handlers.table({ file: 'b' });
  const running = handlers.freeRun({ fit: id });
  await handlers.cancel({});
  await expect(opened).rejects.toThrow('The reading was cancelled.');
  expect((await running).target).toHaveLength(120);
  const again = fit();
  await handlers.cancel({});
  await expect(again).rejects.toThrow('The fit was cancelled.');
  expect((await handlers.freeRun({ fit: id })).target).toHaveLength(120);
});

test('tells how much of the table is read with which it opens', async () => {
  let [read, tell]: [(table: NumberTable) => void, (share: number) => void] = [() => {}, () => {}];
  const { table, progress } = lab({ readTable: (_, wanted, who) => (wanted.length > 0 ? Promise.resolve(narmaTable(400)) : new Promise((resolve) => { [read, tell] = [resolve, who!.onProgress!]; })) });
  const opened = table({ file: 'a' });
  tell(0.3); // of the first of two readings: the second has the column that a lab begins with
  tell(0.2); // it never goes back
  expect(await progress({})).toEqual({ share: 0.15, isReading: true });
  read(narmaTable(400));
  expect([(await opened).rows, await progress({})]).toEqual([400, { share: null }]);
});

test('a reading that is cancelled is given up, and can be begun again', async () => {
  const asked: Required<WhoReads>[] = [];
  const { table, cancel, progress } = lab({ readTable: (_, __, who) => new Promise<never>(() => asked.push(who as Required<WhoReads>)) });
  const opened = table({ file: 'a' });
  await cancel({});
  await expect(opened).rejects.toThrow('The reading was cancelled.');
  asked[0]!.onProgress(0.9);
  expect([asked[0]!.signal.aborted, await progress({})]).toEqual([true, { share: null }]);
  void table({ file: 'a' });
  expect([asked[1]!.signal.aborted, await progress({})]).toEqual([false, { share: 0, isReading: true }]);
});

test('the squares are fitted beforehand when nothing else is wanted, as they would be then', async () => {
  const opened = { main: 0, aside: 0 };
  const files = new Map<string, Uint8Array>();
  let [rested, made, time] = [() => {}, () => {}, 0];
  const { fit, save } = lab({
    now: () => time += 1000, write: async (out, bytes) => { files.set(out, bytes(path => path)); },
    openWorkspace: () => { opened.main++; return createWorkspace(kernels); },
    openAside: () => { opened.aside++; return { ...createWorkspace(kernels), giveBack: () => made() }; },
    rest: () => new Promise((resolve) => { rested = resolve; }),
  });
  await fit({ file: 'a', options: { ...options, units: 21 } });
  const disturbed = rested;
  await fit({ file: 'a', options });
  disturbed();
  const foreseen = new Promise<void>((resolve) => { made = resolve; });
  rested();
  await foreseen;
  await new Promise((resolve) => setImmediate(resolve));
  const squares = { ...options, squares: true };
  const { prediction, report } = await fit({ file: 'a', options: squares });
  expect([opened, report.options.squares]).toEqual([{ main: 2, aside: 1 }, true]);
  expect(prediction).toEqual((await lab().fit({ file: 'a', options: squares })).prediction);
  await save({ file: 'a', options: squares, out: 'net.safetensors' });
  expect(decodeCheckpoint(files.get('net.safetensors')!).time).toBeGreaterThan(2); // each stretch of a fit takes one here, and the look-up no more
});

test('what was fitted goes on from itself and is saved, without another fit', async () => {
  const files = new Map<string, Uint8Array>();
  const written = { ...options, inputs: ['y'], horizon: 1 };
  const handlers = lab({ write: async (out, bytes) => { files.set(out, bytes(path => `../${path}`)); } });
  const { id } = await handlers.fit({ file: 'narma.csv', options: written });
  expect((await handlers.freeRun({ fit: id })).target).toHaveLength(120);
  await handlers.save({ file: 'narma.csv', options: written, out: 'net.safetensors' });
  expect(decodeCheckpoint(files.get('net.safetensors')!).experiment).toMatchObject({ data: { file: '../narma.csv', column: 'y' }, seed: 1 });
  const other = await handlers.fit({ file: 'narma.csv', options });
  await expect(handlers.freeRun({ fit: other.id })).rejects.toThrow('It does not read "y"');
  await expect(handlers.freeRun({ fit: id })).rejects.toThrow('Another network was fitted meanwhile.');
});

test('each fit has an id of its own, and that of its drive', async () => {
  const { fit } = lab({ firstId: 100 });
  const asked = (more: object) => fit({ file: 'a', options: { ...options, ...more } });
  const [first, ridge, units, again] = [await asked({}), await asked({ ridge: 1 }), await asked({ units: 21 }), await asked({})];
  expect(new Set([first, ridge, units, again].map(({ id }) => id)).size).toBe(4);
  expect([ridge.drive, again.drive]).toEqual([first.drive, first.drive]);
  expect(units.drive).not.toBe(first.drive);
  expect(Math.min(first.id, first.drive)).toBe(100);
  expect((await asked({})).id).toBe(again.id);
});

test('rows that were drawn are saved beside the network, which names them', async () => {
  const files = new Map<string, Uint8Array>();
  const handlers = lab({ lookAt: async () => ({ paths: undefined, settings: { units: 3 }, kept: { name: 'Deep', samples: { length: 77 } as never } }), write: async (out, bytes) => { files.set(out, bytes(path => path)); } });
  expect(await handlers.table({ file: 'x.unfold.json' })).toMatchObject({ rows: 400, settings: { units: 3 } });
  expect(await handlers.save({ file: 'x.unfold.json', options, out: 'net.safetensors' })).toEqual({ rows: 'net-rows.csv' });
  expect(decodeCheckpoint(files.get('net.safetensors')!).experiment).toMatchObject({ name: 'Deep', samples: { length: 77 }, data: { kind: 'series', file: 'net-rows.csv' } });
  const rows = tableOfText(new TextDecoder().decode(files.get('net-rows.csv')), 'net-rows.csv');
  expect([rows.header, rows.column(1)]).toEqual([['u', 'y', 'still'], narmaTable(400).column(1)]);
});

test('of several targets each is shown, and of several series where each begins', async () => {
  const series = Array.from({ length: 400 }, (_, t) => String(Math.floor(t / 100)));
  const table = { ...narmaTable(400), header: ['u', 'y', 'who'], words: () => series };
  const fit = await lab({ readTable: async () => table }).fit({ file: 'narma.csv', options: { ...options, moreTargets: ['u'], inputs: ['u', 'y'], horizon: 1, series: 'who' } });
  expect(fit.targets!.map(({ name, target }) => [name, target.length])).toEqual([['y', 349], ['u', 349]]);
  // 99 steps each; three are learnt from, of which the last 250 steps are shown.
  expect([fit.start, fit.learnt, fit.series]).toEqual([48, 250, [{ at: 0, row: 48, washout: 0 }, { at: 52, row: 101, washout: 20 }, { at: 151, row: 201, washout: 20 }, { at: 250, row: 301, washout: 20 }]]);
  const y = table.column(1);
  expect(fit.series!.map(({ at, row }) => fit.target[at] === y[row])).toEqual([true, true, true, true]);
});

test('tells classes, and saves what tells them', async () => {
  const files = new Map<string, Uint8Array>();
  const text = Array.from({ length: 8 }, (_, s) => Array.from({ length: 40 }, (__, t) => `${s},${s % 2 ? 'a' : 'b'},${Math.sin((s % 2 ? 0.3 : 0.7) * t)}`)).flat().join('\n');
  const handlers = lab({ readTable: async () => tableOfText(`who,kind,u\n${text}\n`, 'k.csv'), write: async (out, bytes) => { files.set(out, bytes(path => path)); } });
  const asked = { ...options, inputs: ['u'], target: 'kind', series: 'who', pool: 'mean', squares: true, inputScaling: 0.5 };
  const { report } = await handlers.classify({ file: 'k.csv', options: asked });
  expect(report).toMatchObject({ classes: ['a', 'b'], series: { train: 6, test: 2 }, confusion: [[1, 0], [0, 1]] });
  await handlers.save({ file: 'k.csv', options: asked, out: 'k.safetensors' });
  expect(decodeCheckpoint(files.get('k.safetensors')!).vocabulary['classes']).toEqual({ column: 'kind', names: ['a', 'b'], pool: 'mean' });
});

test('sliders scale what was drawn: as if it were drawn anew, to a rounding', () => {
  const draw = rememberedDrawing();
  atOnce(draw(options, 3));
  const still = { ...options, layers: 2, above: [{ spectralRadius: 0 }], spectralRadius: 0 };
  for (const other of [{ ...options, spectralRadius: 0.4, inputScaling: 0.7, bias: 0.1 }, still, { ...still, spectralRadius: 0.4 }, { ...options, spectralRadius: 0 }]) {
    const [scaled, anew] = [draw(other, 3), drawWeights(other, 3)].map(atOnce) as [DrawnTensors, DrawnTensors];
    for (const [name, { data }] of Object.entries(anew)) expect(Math.max(...data.map((weight, i) => Math.abs(weight - scaled[name]!.data[i]!)))).toBeLessThan(1e-7);
  }
  expect(atOnce(draw(options, 4))['layers.0.U']).not.toEqual(atOnce(draw(options, 3))['layers.0.U']);
});

test.each([
  [{ ...options, units: 0 }, '`units` takes a whole number from 1 to 5,000, not 0.'],
  [{ ...options, ridge: 'much' }, '`ridge` takes a number from 0 to 1,000,000,000,000, not much.'],
  [{ ...options, layers: 3, above: [{}, { units: 0.5 }] }, '`units` of layer 3 takes a whole number from 1 to 5,000, not 0.5.'],
  [{ ...options, layers: 2, above: [{ topology: 'tree' }] }, '`topology` of layer 2 is random, cycle or delayLine.'],
  [{ ...options, readLayers: 'first' }, '`readLayers` is all or last.'],
  [{ ...options, inputs: [] }, 'Choose a column that the network reads.'],
  [undefined, '`horizon` takes a whole number from 0 to 10,000, not undefined.'],
])('options that are wrong get a sentence', async (wrong, sentence) => {
  await expect(lab().fit({ file: 'narma.csv', options: wrong })).rejects.toThrow(sentence);
});
