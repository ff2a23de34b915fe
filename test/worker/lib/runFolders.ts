import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ResumeMark, StepRecord, TrainRecord, ValidationRecord } from '../../../src/core/train/records.ts';
import { runFiles } from '../../../src/protocol/run.ts';
import { createRun } from '../../../src/worker/node/createRun.ts';
import { experimentOf } from '../../core/experiments.ts';

/** A folder of its own for the test that asks, removed when it is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'test-unfold-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The parts of an experiment of tiny steps on the adding problem. */
export function tinyExperiment(steps: number) {
  return {
    data: { kind: 'task', task: 'adding', validationSequences: 4 }, device: 'cpu',
    training: { steps, batchSize: 4, tau: 5, validateEvery: 5, probeEvery: 10 }, samples: { every: 10 }, checkpoints: { every: 10, keep: 100 },
  } as const;
}

/** The folder of a new, queued run. */
export async function newRunFolder(steps: number): Promise<string> {
  const folder = await temporaryFolder();
  return createRun({ experimentFile: join(folder, 'tiny.unfold.json'), experiment: experimentOf(tinyExperiment(steps)) });
}

export async function readLines<T>(folder: string, name: string): Promise<T[]> {
  const text = await readFile(join(folder, name), 'utf8');
  return text.split('\n').filter(Boolean).map(line => JSON.parse(line) as T);
}

/** What counts of `metrics.jsonl` once its resume marks are heeded, without what depends on the clock. */
export async function readMetrics(folder: string): Promise<object[]> {
  let kept: (StepRecord | ValidationRecord)[] = [];
  for (const line of await readLines<Extract<TrainRecord, { kind: 'step' | 'validation' }> | ResumeMark>(folder, runFiles.metrics)) {
    if ('resume' in line) kept = kept.filter(({ step }) => step <= line.resume);
    else kept.push(line);
  }
  return kept.map(record => ({ ...record, time: undefined, tokensPerSecond: undefined }));
}
