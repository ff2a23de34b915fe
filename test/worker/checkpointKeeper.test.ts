import { expect, test } from 'vitest';
import type { Checkpoint } from '../../src/core/checkpoint/checkpoint.ts';
import { CheckpointKeeper } from '../../src/worker/checkpointKeeper.ts';
import { JournalProblem } from '../../src/worker/journal.ts';
import { experimentOf } from '../core/experiments.ts';
import { tinyExperiment } from './lib/runFolders.ts';
import { ListJournal } from './lib/listJournal.ts';

const checkpointOf = (step: number, value = 1, slot = 1): Checkpoint => ({
  step, time: 0, loss: 0, experiment: experimentOf(tinyExperiment(10)), generators: {}, cursor: '', vocabulary: {},
  tensors: { V: { shape: [1], data: Float32Array.of(value) }, 'optimiser/r/V': { shape: [1], data: Float32Array.of(slot) } },
});

function keeper(keep = 1) {
  const journal = new ListJournal();
  return { journal, keeper: new CheckpointKeeper(journal, { every: 5, keep }) };
}

test('the newest are kept, in the order of steps', async () => {
  const { journal, keeper: kept } = keeper(2);
  for (const step of [5, 90, 100]) await kept.save(checkpointOf(step));
  expect([...journal.saved.keys()]).toEqual(['step-90.safetensors', 'step-100.safetensors']);
});

test('parameters that are not finite never take the place of a good checkpoint', async () => {
  const { journal, keeper: kept } = keeper();
  await kept.save(checkpointOf(5));
  await expect(kept.save(checkpointOf(10, NaN))).rejects.toThrow('V is not finite after step 10: it is not saved, the last good checkpoint is kept.');
  kept.plan(checkpointOf(10, Infinity));
  await expect(kept.savePlanned()).rejects.toThrow('V is not finite');
  await kept.savePlanned();
  expect([...journal.saved.keys()]).toEqual(['step-5.safetensors']);
  await kept.save(checkpointOf(15, 1, Infinity)); // an optimiser's running mean may overflow, and training goes on
  expect([...journal.saved.keys()]).toEqual(['step-15.safetensors']);
});

test('a planned checkpoint waits for its step to be over, and for the disk', async () => {
  const { journal, keeper: kept } = keeper();
  kept.plan(checkpointOf(5));
  await kept.savePlanned(5);
  expect(journal.saved.size).toBe(0);
  journal.problem = new JournalProblem('The disk is full.', false);
  await expect(kept.savePlanned(6)).rejects.toThrow('The disk is full.');
  journal.problem = undefined;
  await kept.savePlanned(6);
  expect([...journal.saved.keys()]).toEqual(['step-5.safetensors']);
});
