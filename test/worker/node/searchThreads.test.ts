import { dirname } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import { searchThreads } from '../../../src/worker/node/searchThreads.ts';
import { narmaTable } from '../lab/narmaTable.ts';
import { bundle } from '../lib/bundle.ts';

const options = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, units: 20, washout: 20 };
const task = { from: 0, to: 400, options };

let dist: string;
beforeAll(async () => { dist = dirname(await bundle('src/worker/nodeSearch.ts')); });

test('threads try settings, rest while a fit is under way, and end', async () => {
  const fits = new Int32Array(new SharedArrayBuffer(4));
  const crew = searchThreads(dist, 2, fits)(narmaTable(600), ['y', 'u']);
  const [one, other] = await Promise.all([0, 1].map(lane => crew.evaluate(task, lane)));
  expect(one).toEqual({ train: [expect.any(Number)], judged: [expect.any(Number)] });
  expect(other).toEqual(one);
  expect((await crew.evaluate({ ...task, options: { ...options, washout: 400 } }, 0)).problem).toMatch(/^narma\.csv is too short/);
  const several = searchThreads(dist, 1)({ ...narmaTable(600), files: [200] }, ['y', 'u']);
  expect((await several.evaluate({ ...task, options: { ...options, washout: 200 } }, 0)).problem).toMatch(/^narma\.csv is too short: of the 200 steps of its longest series/);
  several.dispose();

  Atomics.store(fits, 0, 1);
  let rests = true;
  const later = crew.evaluate(task, 0).then(score => { rests = false; return score; });
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(rests).toBe(true);
  Atomics.store(fits, 0, 0);
  Atomics.notify(fits, 0);
  expect(await later).toEqual(one);

  Atomics.store(fits, 0, 1); // asleep is no hindrance
  const last = crew.evaluate(task, 1);
  crew.dispose();
  expect((await last).problem).toBe('The search was stopped.');
  expect((await crew.evaluate(task, 1)).problem).toBe('The search was stopped.');
});

test('a thread that does not start, or fails, is a problem of its trial', async () => {
  const crew = searchThreads('/nowhere', 2)(narmaTable(600), ['y', 'u']);
  expect((await crew.evaluate(task, 0)).problem).toMatch(/^A thread of the search failed: Cannot find module/);
  expect((await crew.evaluate(task, 0)).problem).toMatch(/^A thread of the search failed/);
  crew.dispose();
});
