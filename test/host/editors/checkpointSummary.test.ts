import { describe, expect, test } from 'vitest';
import type { Uri } from 'vscode';
import { encodeCheckpoint } from '../../../src/core/checkpoint/checkpointFile.ts';
import { readSafetensors } from '../../../src/core/checkpoint/safetensors.ts';
import { readExperiment } from '../../../src/core/spec/read.ts';
import { checkpointSummary } from '../../../src/host/editors/checkpointSummary.ts';
import type { Platform, Training } from '../../../src/host/platform.ts';

const trains: Platform = { training: {} as Training };
const uri = (path: string, scheme = 'file') => ({ path, scheme }) as Uri;
const inRun = uri('/work/.unfold/runs/ID/checkpoints/step-5.safetensors');

const written = '{ "data": { "kind": "task", "task": "adding" }, "model": { "layers": [{ "cell": { "kind": "lstm" }, "hiddenSize": 2 }] } }';

const ofReservoirs = '{ "data": { "kind": "series", "file": "a.csv", "column": "y" }, "model": { "layers": [{ "cell": { "kind": "reservoir" }, "hiddenSize": 2 }], "output": "each" }, "training": { "tau": 200, "readout": { "kind": "ridge" } } }';

function metadataOf(loss: number, text = written): Readonly<Record<string, string>> {
  const reading = readExperiment(text, { name: 'demo' });
  if (!reading.ok) throw new Error(reading.problems[0]!.message);
  const rest = { step: 5, time: 2.5, experiment: reading.experiment, tensors: {}, generators: {}, cursor: '', vocabulary: {} };
  return readSafetensors(encodeCheckpoint({ ...rest, loss })).metadata;
}

describe('the summary of a checkpoint', () => {
  test('says what our own says of itself', () => {
    const summary = checkpointSummary(metadataOf(0.25), inRun, trains)!;
    expect(summary).toMatchObject({ step: 5, time: 2.5, loss: 0.25, experimentName: 'demo', canSample: true, canResume: true });
    expect(JSON.parse(summary.experiment)).toMatchObject({ data: { kind: 'task', task: 'adding' } });
  });

  test('leaves out a loss that is not finite', () => {
    expect(checkpointSummary(metadataOf(NaN), inRun, trains)).not.toHaveProperty('loss');
  });

  test('is none for another producer’s file, a later version, or a broken one', () => {
    expect(checkpointSummary({ format: 'pt' }, inRun, trains)).toBeUndefined();
    expect(checkpointSummary({ ...metadataOf(1), 'unfold.version': '99' }, inRun, trains)).toBeUndefined();
    expect(checkpointSummary({ ...metadataOf(1), 'unfold.step': 'five' }, inRun, trains)).toBeUndefined();
  });

  test.each<[string, Uri, Platform, { canSample: boolean; canResume: boolean }]>([
    ['outside a run', uri('/work/step-5.safetensors'), trains, { canSample: true, canResume: false }],
    ['on a virtual file system', uri(inRun.path, 'vscode-vfs'), trains, { canSample: false, canResume: false }],
    ['where nothing trains', inRun, {}, { canSample: false, canResume: false }],
  ])('offers what can be done %s', (_, place, platform, can) => {
    expect(checkpointSummary(metadataOf(1), place, platform)).toMatchObject(can);
  });

  test('offers a program of Python’s where there is one for it: of reservoirs that say a series', () => {
    const can = (text: string, platform = trains) => checkpointSummary(metadataOf(1, text), inRun, platform)!.canExport;
    expect([can(ofReservoirs), can(ofReservoirs, {}), can(written), can(ofReservoirs.replace('"reservoir"', '"tanh"').replace(/, "training".*/, ' }'))]).toEqual([true, false, false, false]);
  });
});
