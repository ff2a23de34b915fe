import { expect, test } from 'vitest';
import type { Lab } from '../../../src/host/platform.ts';
import { LabFits } from '../../../src/host/views/labFits.ts';
import type { LabFit, ToLab } from '../../../src/protocol/lab.ts';
import { echoStateDefaults } from '../../../src/protocol/echoState.ts';

const options = { ...echoStateDefaults, inputs: ['y'], target: 'y', horizon: 1 };
const fitOf = (more: object = {}) => ({ id: 7, report: { options: { ...options, ...more } } }) as unknown as LabFit;

/** What a page is told of a fit, where the lab answers so. */
async function toldOf(answers: Readonly<Record<string, () => unknown>>, more: object = {}, patience = 1000): Promise<ToLab[]> {
  const told: ToLab[] = [];
  const request = async (method: string) => {
    if (!answers[method]) throw new Error(`nobody asks for ${method}`);
    return answers[method]();
  };
  await new LabFits({ request, dispose() {} } as unknown as Lab, { file: 'a.csv' }, message => told.push(message), ({ message }) => `in words: ${message}`, patience).fit({ type: 'fit', serial: 3, options: { ...options, ...more } });
  return told;
}

test('a fit is told of, then how it goes on', async () => {
  expect(await toldOf({ fit: () => fitOf(), freeRun: () => ({ valid: 9 }) })).toMatchObject([{ type: 'fit', serial: 3, fit: { id: 7 } }, { type: 'freeRun', serial: 3, freeRun: { valid: 9 } }]);
});

test('that it cannot be computed how it goes on is told, too', async () => {
  const told = await toldOf({ fit: () => fitOf(), freeRun: () => { throw new Error('The lab’s process ended.'); } });
  expect(told[1]).toEqual({ type: 'freeRun', serial: 3, freeRun: { problem: 'in words: The lab’s process ended.' } });
});

test('where there is nothing of its own to go on from it is not asked for', async () => {
  expect(await toldOf({ fit: () => fitOf({ inputs: ['u'] }) })).toHaveLength(1);
  expect(await toldOf({ classify: () => ({ report: { confusion: [] } }) }, { pool: 'mean' })).toMatchObject([{ type: 'fit', fit: { report: { confusion: [] } } }]);
});

test('a fit that takes long says how far it is, and one that fails why', async () => {
  const told = await toldOf({ fit: () => new Promise((_, reject) => setTimeout(() => reject(new Error('singular')), 60)), progress: () => ({ share: 0.5, isReading: true }) }, {}, 20);
  expect(told[0]).toEqual({ type: 'progress', serial: 3, share: 0.5, isReading: true });
  expect(told.at(-1)).toEqual({ type: 'problem', serial: 3, message: 'in words: singular' });
});

test('a table that takes long to read says how far it is', async () => {
  const told: ToLab[] = [];
  const answers: Readonly<Record<string, () => unknown>> = { table: () => new Promise(resolve => setTimeout(() => resolve({ rows: 5 }), 60)), progress: () => ({ share: 0.25 }) };
  const fits = new LabFits({ request: async (method: string) => answers[method]!(), dispose() {} } as unknown as Lab, { file: 'a.csv' }, message => told.push(message), ({ message }) => message, 20);
  expect(await fits.table()).toEqual({ rows: 5 });
  expect(told[0]).toEqual({ type: 'progress', share: 0.25 });
});
