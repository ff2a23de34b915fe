import { expect, test } from 'vitest';
import { loadKernels } from '../../../src/engine/kernels/load.ts';
import { createWorkspace } from '../../../src/engine/kernels/workspace.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';
import type { EchoStateOptions } from '../../../src/protocol/echoState.ts';
import { fitEchoState } from '../../../src/worker/lab/fitEchoState.ts';
import { readOnlyPlain } from '../../engine/kernels/builds.ts';
import { narmaTable } from './narmaTable.ts';

const kernels = await loadKernels(readOnlyPlain, { shared: false });
const usual: EchoStateOptions = { ...echoStateDefaults, inputs: ['u'], target: 'y', horizon: 0, washout: 20 };

/** Milliseconds of the processor that this process has had: others may have it meanwhile. */
const busy = (): number => Object.values(process.cpuUsage()).reduce((sum, microseconds) => sum + microseconds, 0) / 1000;

test.each<[string, number, Partial<EchoStateOptions>]>([
  ['1,000 units: W drawn, its spectral radius, the Gram matrix and the solution', 500, { units: 1000 }],
  ['a dense W, whose step takes long', 60, { units: 1500, density: 1, topology: 'random' }],
  ['recursive least squares', 200, { units: 700, readout: 'rls' }],
  ['FORCE', 200, { units: 700, readout: 'force', inputs: ['y'], horizon: 1, ridge: 1 }],
])('others have their turn every few hundredths of a second: %s', async (_, rows, options) => {
  const longest = async (): Promise<number> => {
    let [last, most] = [busy(), 0];
    const breathe = async (): Promise<void> => {
      most = Math.max(most, busy() - last);
      last = busy();
    };
    await fitEchoState(narmaTable(rows), { ...usual, ...options }, { openWorkspace: () => createWorkspace(kernels), breathe });
    return Math.max(most, busy() - last);
  };
  // Some 50, and what it takes to compile, or to collect what other tests have left: that is not so each time.
  let least = Infinity;
  for (let tries = 0; tries < 3 && least >= 300; tries++) least = Math.min(least, await longest());
  expect(least).toBeLessThan(300);
});

test('a fit is given up in the middle of the drawing of W', async () => {
  const end = new AbortController();
  let breaths = 0;
  const breathe = async (): Promise<void> => { if (++breaths === 3) end.abort(new Error('enough')); };
  let drawn = false;
  await expect(fitEchoState(narmaTable(300), { ...usual, units: 1500 }, { openWorkspace: () => ({ ...createWorkspace(kernels), giveBack: () => { drawn = true; } }), breathe, signal: end.signal })).rejects.toThrow('enough');
  expect([breaths, drawn]).toEqual([3, true]);
});

test('and in the middle of the drive of a dense one', async () => {
  const end = new AbortController();
  const shares: number[] = [];
  const onProgress = (share: number): void => { shares.push(share); if (share > 0.1) end.abort(new Error('enough')); };
  await expect(fitEchoState(narmaTable(900), { ...usual, units: 900, density: 1 }, { openWorkspace: () => createWorkspace(kernels), breathe: async () => {}, onProgress, signal: end.signal })).rejects.toThrow('enough');
  expect(shares.at(-1)).toBeLessThan(0.5); // of a fit of 900 steps, a block at most was driven beyond a tenth
});

test.each<[Partial<EchoStateOptions>, string]>([
  [{ units: 5000, layers: 4 }, '4 layers of 5,000 units would take 12 GB of memory, and a fit may take 4: take fewer units or fewer layers.'],
  [{ units: 5000, layers: 20, squares: true }, '20 layers of 5,000 units and their squares would take'],
  [{ units: 5000, layers: 2, squares: true }, 'take fewer units, fewer layers or leave the squares out.'],
])('what would take more memory than there is gets a sentence before anything is drawn: %j', async (options, sentence) => {
  await expect(fitEchoState(narmaTable(300), { ...usual, ...options }, { openWorkspace: () => { throw new Error('opened'); }, breathe: async () => {} })).rejects.toThrow(sentence);
});
