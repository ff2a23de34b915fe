import { beforeEach, expect, test, vi } from 'vitest';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { Reservoir } from '../../../src/engine/reservoir/reservoir.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { fitEchoState } from '../../../src/worker/lab/fitEchoState.ts';
import type { FitSurroundings } from '../../../src/worker/lab/fitEchoState.ts';
import { KeptDrives } from '../../../src/worker/lab/kept.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { narmaTable } from './narmaTable.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const table = narmaTable(900);
const options: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 1, units: 20, washout: 20 };
const lab = (more: Partial<FitSurroundings> = {}): FitSurroundings => ({ openWorkspace: () => createWorkspace(kernels), breathe: async () => {}, kept: new KeptDrives(), ...more });

const run = vi.spyOn(Reservoir.prototype, 'run');
beforeEach(() => { run.mockClear(); });
const driven = () => run.mock.calls.reduce((sum, [, steps]) => sum + steps, 0);

const anew = async (asked: EchoStateOptions) => (await fitEchoState(table, asked, lab())).network;

/** Fits one after the other in one lab. @returns how many steps were driven for the last, which says what a lab of its own says */
async function stepsForTheLast(fits: readonly Partial<EchoStateOptions>[], surroundings = lab()): Promise<number> {
  for (const more of fits.slice(0, -1)) await fitEchoState(table, { ...options, ...more }, surroundings);
  run.mockClear();
  const last = { ...options, ...fits.at(-1)! };
  const { network } = await fitEchoState(table, last, surroundings);
  const steps = driven();
  expect(network.predictions).toEqual((await anew(last)).predictions);
  return steps;
}

test.each<[string, Partial<EchoStateOptions>, Partial<EchoStateOptions>, number]>([
  ['another ridge drives no more', {}, { ridge: 1e-3 }, 0],
  ['nor does another target', { target: 'u' }, {}, 0],
  ['nor a later one', {}, { horizon: 2 }, 0],
  ['nor another washout', {}, { washout: 40 }, 0],
  ['nor a readout without the inputs', {}, { readInputs: false }, 0],
  ['another spectral radius drives', {}, { spectralRadius: 0.5 }, 899],
  ['another seed, too', {}, { seed: 2 }, 899],
  ['a share to test with changes the inputs’ scale', {}, { test: 0.4 }, 899],
  ['a ridge of a network that reads its output is tried on the part tested with', { feedback: 0.5 }, { feedback: 0.5, ridge: 1e-3 }, 270],
  ['noise is only learnt with', {}, { noise: 0.01 }, 629],
  ['and solved with without', { noise: 0.01 }, { noise: 0.01, ridge: 1e-3 }, 0],
])('%s', async (_, first, second, steps) => {
  expect(await stepsForTheLast([first, second])).toBe(steps);
});

test('what was driven longer ago is still there', async () => {
  expect(await stepsForTheLast([{ leakRate: 0.5 }, { units: 30 }, { leakRate: 0.5, ridge: 1 }])).toBe(0);
});

test('a column that changed is driven through again', async () => {
  const surroundings = lab();
  await fitEchoState(narmaTable(900, 2), options, surroundings);
  expect(await stepsForTheLast([{}], surroundings)).toBe(899);
});

test('of a series too long for its states to be kept, the sums are: another ridge drives only to predict', async () => {
  expect(await stepsForTheLast([{}, { ridge: 1e-3 }], lab({ room: 899 * 20 * 4 - 1 }))).toBe(899);
  expect(await stepsForTheLast([{}, { ridge: 1e-3 }], lab({ room: 899 * 20 * 4 }))).toBe(0);
});

test('there is room for so much, and for the last drive however large it is', async () => {
  const kept = new KeptDrives(10_000);
  const surroundings = lab({ kept });
  expect(await stepsForTheLast([{}, { seed: 2 }, {}], surroundings)).toBe(899);
  expect(await stepsForTheLast([{}, {}], surroundings)).toBe(0);
});

test('what is computed in is given back, also where there is no solution', async () => {
  let lent = 0;
  const openWorkspace = async () => { lent++; return { ...createWorkspace(kernels), giveBack: () => { lent--; } }; };
  await fitEchoState(table, options, lab({ openWorkspace }));
  await expect(fitEchoState(table, { ...options, spectralRadius: 0, inputScaling: 0, ridge: 0 }, lab({ openWorkspace }))).rejects.toThrow('singular');
  expect(lent).toBe(0);
});
