import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { step } from '../../src/cli/step.ts';
import { encodeCheckpoint } from '../../src/core/checkpoint/checkpointFile.ts';
import { openData } from '../../src/core/data/open.ts';
import type { StepTraces } from '../../src/core/graph/stepGraph.ts';
import type { Experiment } from '../../src/core/spec/experiment.ts';
import { compileModel } from '../../src/core/train/compileModel.ts';
import { TfjsEngine } from '../../src/engine/tfjs/tfjsEngine.ts';
import { checkpointName } from '../../src/protocol/checkpointNames.ts';
import { runFiles } from '../../src/protocol/run.ts';
import { experimentOf, filesOf } from '../core/experiments.ts';
import { temporaryFolder } from '../worker/lib/runFolders.ts';

const text = 'Call me Ishmael. Some years ago, never mind how long precisely.\n'.repeat(8);
const spec: Experiment = { data: { kind: 'text', file: 'a.txt' }, model: { layers: [{ cell: { kind: 'gru' }, hiddenSize: 3 }] }, training: { batchSize: 2, tau: 6, steps: 10 }, device: 'cpu' };

/** A folder with a text, and a run's in it, whose one checkpoint has the parameters 0. */
async function withRun(): Promise<{ folder: string; run: string; checkpoint: string }> {
  const folder = await temporaryFolder();
  const [run, experiment] = [join(folder, 'run'), experimentOf(spec)];
  const data = await openData(experiment, filesOf({ 'a.txt': text }));
  const model = await compileModel(experiment, data, new TfjsEngine('cpu'));
  const tensors = Object.fromEntries(Object.entries(await model.snapshot()).map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]));
  model.dispose();
  await mkdir(join(run, runFiles.checkpoints), { recursive: true });
  await writeFile(join(folder, 'a.txt'), text);
  await writeFile(join(run, runFiles.experiment), JSON.stringify({ source: '../mine.unfold.json', experiment: spec }));
  const checkpoint = join(run, runFiles.checkpoints, checkpointName(7));
  await writeFile(checkpoint, encodeCheckpoint({ step: 7, time: 1, loss: 1, experiment, tensors, generators: {}, cursor: data.cursor(), vocabulary: data.memory }));
  return { folder, run, checkpoint };
}

async function insideOf(file: string): Promise<{ traces: StepTraces; at?: number }> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => print.mockRestore());
  await step([file, '--json']);
  return (JSON.parse(String(print.mock.lastCall![0])) as { inside: { traces: StepTraces; at?: number } }).inside;
}

const lastOf = ({ traces }: { traces: StepTraces }) => traces['layers.0']!.values.at(-1)!.at(-1);

test('a run is looked into with its newest checkpoint, and not where its data has changed', async () => {
  const { folder, run } = await withRun();
  const inside = await insideOf(run);
  expect([inside.at, lastOf(inside)]).toEqual([7, [0, 0, 0]]);
  await writeFile(join(folder, 'a.txt'), text.replaceAll('C', 'Z'));
  await expect(step([run])).rejects.toThrow('The data has changed since this checkpoint was saved');
});

test('an experiment that begins with a checkpoint is looked into with its parameters', async () => {
  const { folder, checkpoint } = await withRun();
  const file = join(folder, 'next.unfold.json');
  const write = (training: object) => writeFile(file, JSON.stringify({ ...spec, training: { ...spec.training, ...training } }));
  await write({});
  expect(lastOf(await insideOf(file))).not.toEqual([0, 0, 0]);
  await write({ startFrom: { file: checkpoint } });
  const inside = await insideOf(file);
  expect([inside.at, lastOf(inside)]).toEqual([undefined, [0, 0, 0]]);
});
