import { expect, test } from 'vitest';
import { tableOfText } from '../../../../src/core/data/numberTable.ts';
import { echoStateDefaults } from '../../../../src/protocol/echoState.ts';
import { searchDefaults } from '../../../../src/protocol/search.ts';
import { searchHandlers } from '../../../../src/worker/lab/search/searchHandlers.ts';
import { narmaTable } from '../narmaTable.ts';

const options = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, units: 20 };
const search = { ...searchDefaults, trials: 5, ranges: { leakRate: [0.1, 1] } };

/** Trials are done when the test says so. */
function searching(table = narmaTable(600)) {
  const waiting: (() => void)[] = [];
  const crews: { disposed: boolean; given: Parameters<Parameters<typeof searchHandlers>[0]['startCrew']> }[] = [];
  const handlers = searchHandlers({
    readTable: async () => table, sleep: () => new Promise(resolve => setImmediate(resolve)),
    startCrew: (...given) => {
      const crew = { given, lanes: 2, disposed: false, evaluate: () => new Promise<{ train: number[]; judged: number[] }>(resolve => waiting.push(() => resolve({ train: [1], judged: [1] }))), dispose: () => { crew.disposed = true; } };
      crews.push(crew);
      return crew;
    },
  });
  return { handlers, crews, finish: () => waiting.shift()!() };
}

test('tells what is tried, then scores as they come, and ends its threads', async () => {
  const { handlers, crews, finish } = searching();
  const { id, plan } = await handlers.search({ file: 'narma.csv', options, search });
  expect(plan.trials.length).toBe(5);
  expect(await handlers.searchNews({ id, after: 0 })).toEqual({ scores: [], state: 'running' });
  finish();
  expect(await handlers.searchNews({ id, after: 0 })).toEqual({ scores: [{ trial: 0, rung: 0, train: [1], judged: [1] }], state: 'running' });
  for (let rest = 4; rest > 0; rest--) {
    finish();
    await new Promise(resolve => setImmediate(resolve));
  }
  const { scores, state } = await handlers.searchNews({ id, after: 1 });
  expect([scores.length, state, crews[0]!.disposed]).toEqual([4, 'done', true]);
});

test('stops when told, and when a later one begins', async () => {
  const { handlers, crews } = searching();
  const { id } = await handlers.search({ file: 'narma.csv', options, search });
  await handlers.stopSearch({});
  expect([crews[0]!.disposed, (await handlers.searchNews({ id, after: 0 })).state]).toEqual([true, 'stopped']);
  const second = await handlers.search({ file: 'narma.csv', options, search });
  const third = await handlers.search({ file: 'narma.csv', options, search });
  expect(crews.map(({ disposed }) => disposed)).toEqual([true, true, false]);
  expect((await handlers.searchNews({ id: second.id, after: 0 })).state).toBe('stopped');
  expect((await handlers.searchNews({ id: third.id, after: 0 })).state).toBe('running');
});

test('one that is stopped while its table is read does not begin', async () => {
  const { handlers, crews } = searching();
  const begun = handlers.search({ file: 'narma.csv', options, search });
  await handlers.stopSearch({});
  await expect(begun).rejects.toThrow('This search was given up.');
  expect(crews).toEqual([]);
});

test('threads are given numbers alone, also where words tell series apart', async () => {
  const runs = tableOfText(`u,y,run\n${Array.from({ length: 30 }, (_, t) => `${t % 7},${t % 5},${['a', 'b', 'c'][Math.floor(t / 10)]}`).join('\n')}\n`, 'runs.csv');
  const { handlers, crews } = searching(runs);
  const { plan } = await handlers.search({ file: 'runs.csv', options: { ...options, series: 'run' }, search });
  const [{ given: [table, columns] }] = crews as [(typeof crews)[number]];
  expect(plan).toMatchObject({ judged: [10, 20], series: 1 });
  expect([table.files, columns]).toEqual([[10, 20], ['y', 'u']]);
});
