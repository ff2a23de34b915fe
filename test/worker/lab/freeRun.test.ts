import { expect, test } from 'vitest';
import { tableOfText } from '../../../src/core/data/numberTable.ts';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { cannotRunFree } from '../../../src/protocol/freeRun.ts';
import { fitEchoState } from '../../../src/worker/lab/fitEchoState.ts';
import { freeRun } from '../../../src/worker/lab/freeRun.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { narmaTable } from './narmaTable.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const surroundings = { openWorkspace: () => createWorkspace(kernels), breathe: async () => {} };
const options: EchoStateOptions = { ...echoStateDefaults, inputs: ['y'], target: 'y', horizon: 1, units: 40, washout: 50, ridge: 1e-8 };
const waves = tableOfText(`y\n${Array.from({ length: 600 }, (_, t) => Math.sin(0.2 * t) + 0.5 * Math.sin(0.31 * t)).join('\n')}\n`, 'waves.csv');

test('two waves go on from what they were', async () => {
  const fit = await fitEchoState(waves, options, surroundings);
  const run = await freeRun(fit, surroundings);
  expect(run).toMatchObject({ start: 420, valid: 180, ended: false });
  expect(run.target).toHaveLength(180);
  expect(Math.max(...run.prediction.map((value, t) => Math.abs(value - run.target[t]!)))).toBeLessThan(0.05);
  expect(run.prediction[0]).toBeCloseTo(fit.network.predictions[419]!, 6); // its first row was read, not said
  expect(run.prediction[5]).not.toBeCloseTo(fit.network.predictions[424]!, 12);
});

test('is the same where the states were not kept, and says when it is off', async () => {
  const loud = { ...options, units: 4 };
  const [kept, driven] = await Promise.all([2 ** 26, 0].map(async (room) => freeRun(await fitEchoState(waves, loud, { ...surroundings, room }), surroundings)));
  expect(driven).toEqual(kept);
  expect(kept!.ended).toBe(true);
  const { valid, prediction, target } = kept!;
  const deviation = 0.79; // of the two waves
  expect(Math.abs(prediction[valid]! - target[valid]!)).toBeGreaterThan(0.38 * deviation);
  expect(Math.max(...prediction.slice(0, valid).map((value, t) => Math.abs(value - target[t]!)))).toBeLessThan(0.42 * deviation);
});

test('of a network that reads its output back, it is what was predicted', async () => {
  const fit = await fitEchoState(narmaTable(600), { ...options, inputs: ['u'], horizon: 0, feedback: 0.3 }, surroundings);
  const { prediction } = await freeRun(fit, surroundings);
  expect(Math.max(...prediction.map((value, t) => Math.abs(value - fit.network.predictions[420 + t]!)))).toBeLessThan(1e-6);
});

test('says so of files that are series of their own, too', () => {
  expect(cannotRunFree(options, 2)).toBe('The rows are several series, each with an end of its own.');
});

test.each([
  [{ inputs: ['u'], horizon: 0 }, 'It does not read "y", which it forecasts, so that there is nothing of its own to go on from: let it read that, or feed its output back.'],
  [{ horizon: 3 }, 'It forecasts 3 rows ahead; to go on row by row it has to forecast the next one.'],
  [{}, undefined],
  [{ inputs: ['u'], horizon: 3, feedback: 1 }, undefined],
  [{ horizon: 2, feedback: 1 }, 'It forecasts 2 rows ahead; to go on row by row it has to forecast the next one.'],
  [{ series: 'name' }, 'The rows are several series, each with an end of its own.'],
])('says why there is none', (more, sentence) => {
  expect(cannotRunFree({ ...options, ...more })).toBe(sentence);
});
