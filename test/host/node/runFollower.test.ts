import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeProbe } from '../../../src/core/checkpoint/probeFile.ts';
import { RunFollower } from '../../../src/host/node/journal/runFollower.ts';
import type { SeriesTable } from '../../../src/protocol/series.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'unfold-follow-')); });
afterEach(() => rm(folder, { recursive: true }));

const stepLine = (step: number) => `${JSON.stringify({
  kind: 'step', step, time: step / 10, loss: 1 / step, gradNorm: 2, clippedNorm: 1, learningRate: 0.01, tokensPerSecond: 5, gradNorms: { V: step, 'layers.0.U': 2 * step },
})}\n`;
const validationLine = (step: number) => `${JSON.stringify({ kind: 'validation', step, time: step / 10, loss: step })}\n`;
const append = (file: string, text: string) => appendFile(join(folder, file), text);
const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => stepLine(from + index)).join('');

function column({ columns, rows, buffer }: SeriesTable, name: string): number[] {
  const place = columns.indexOf(name);
  return place < 0 ? [] : [...new Float64Array(buffer).slice(place * rows, (place + 1) * rows)];
}

/** The steps of every part there is now. */
async function allSteps(follower: RunFollower): Promise<number[]> {
  const { steps: table, more } = await follower.changes();
  const seen = column(table, 'step');
  return more ? [...seen, ...await allSteps(follower)] : seen;
}

test('an empty folder has nothing, and the first look starts over', async () => {
  const changes = await new RunFollower(folder).changes();
  expect(changes).toMatchObject({ reset: true, samples: [], logs: [], steps: { rows: 0 }, validations: { rows: 0 } });
  expect(changes.probe).toBeUndefined();
});

test('each look hands out what came since the last one', async () => {
  const follower = new RunFollower(folder);
  await append('metrics.jsonl', steps(1, 2) + validationLine(2));
  const first = await follower.changes();
  expect(column(first.steps, 'step')).toEqual([1, 2]);
  expect(column(first.steps, 'gradNorms.layers.0.U')).toEqual([2, 4]);
  expect(column(first.validations, 'loss')).toEqual([2]);
  await append('metrics.jsonl', steps(3, 3));
  await append('log.jsonl', `${JSON.stringify({ kind: 'log', step: 3, level: 'info', message: 'wasm' })}\n`);
  const second = await follower.changes();
  expect(second.reset).toBe(false);
  expect(column(second.steps, 'loss')).toEqual([1 / 3]);
  expect(second.logs.map(({ message }) => message)).toEqual(['wasm']);
  expect((await follower.changes()).steps.rows).toBe(0);
});

test('how a model was forced and how it runs freely are columns of their own', async () => {
  const follower = new RunFollower(folder);
  await append('metrics.jsonl', steps(1, 1) + `${JSON.stringify({ kind: 'step', step: 2, teacherForcing: 0.5, gradNorms: {} })}\n` + `${JSON.stringify({ kind: 'validation', step: 2, time: 1, loss: 3, freeRunning: 4 })}\n`);
  const changes = await follower.changes();
  expect(column(changes.steps, 'teacherForcing')).toEqual([NaN, 0.5]);
  expect(column(changes.validations, 'freeRunning')).toEqual([4]);
});

test('shares of right answers are columns beside the validation loss, missing where there were none', async () => {
  const follower = new RunFollower(folder);
  await append('metrics.jsonl', validationLine(1) + `${JSON.stringify({ kind: 'validation', step: 2, time: 1, loss: 3, metrics: { accuracy: 0.75, exact: 0.5 } })}\n`);
  const { validations } = await follower.changes();
  expect(column(validations, 'metrics.accuracy')).toEqual([NaN, 0.75]);
  expect(column(validations, 'metrics.exact')).toEqual([NaN, 0.5]);
});

test('a long journal comes in parts, each at once after the other, and whole after a resume', async () => {
  const follower = new RunFollower(folder);
  const last = 30_000;
  await append('metrics.jsonl', steps(1, last));
  const seen = await allSteps(follower);
  expect(seen).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  await append('metrics.jsonl', '{"resume":29999}\n');
  const again = await follower.changes();
  expect(again).toMatchObject({ reset: true, more: false, steps: { rows: last - 1 } });
});

test('a torn last line waits for its end; one torn by a kill is skipped', async () => {
  const follower = new RunFollower(folder);
  await append('metrics.jsonl', steps(1, 1) + stepLine(2).slice(0, 20));
  expect(column((await follower.changes()).steps, 'step')).toEqual([1]);
  await append('metrics.jsonl', stepLine(2).slice(20));
  expect(column((await follower.changes()).steps, 'step')).toEqual([2]);
  await append('metrics.jsonl', `{"kind":"st\n${stepLine(3)}`);
  expect(column((await follower.changes()).steps, 'step')).toEqual([3]);
});

test('a resume drops later steps: silently in one look, by a reset when they were handed out', async () => {
  const follower = new RunFollower(folder);
  await append('metrics.jsonl', `${steps(1, 5)}${validationLine(4)}{"resume":3}\n${steps(4, 4)}`);
  const first = await follower.changes();
  expect(column(first.steps, 'step')).toEqual([1, 2, 3, 4]);
  expect(column(first.steps, 'gradNorms.V')).toEqual([1, 2, 3, 4]);
  expect(first.validations.rows).toBe(0);
  await append('samples.jsonl', `${JSON.stringify({ kind: 'text', step: 1, prime: '', text: 'a', temperature: 1 })}\n`);
  await append('metrics.jsonl', `{"resume":2}\n${steps(3, 3)}`);
  const second = await follower.changes();
  expect(second.reset).toBe(true);
  expect(column(second.steps, 'step')).toEqual([1, 2, 3]);
  expect(second.samples).toHaveLength(1);
  await append('metrics.jsonl', steps(4, 4));
  expect(await follower.changes()).toMatchObject({ reset: false, steps: { rows: 1 } });
});

test('a replaced journal starts over', async () => {
  const follower = new RunFollower(folder);
  await append('metrics.jsonl', steps(1, 5));
  await follower.changes();
  await writeFile(join(folder, 'metrics.jsonl'), steps(1, 2));
  const changes = await follower.changes();
  expect(changes.reset).toBe(true);
  expect(column(changes.steps, 'step')).toEqual([1, 2]);
});

test('a number that is missing or not finite is NaN', async () => {
  await append('metrics.jsonl', `${stepLine(1).replace('"loss":1', '"loss":null')}${stepLine(2).replace('"V":2,', '')}`);
  const { steps: table } = await new RunFollower(folder).changes();
  expect(column(table, 'loss')).toEqual([Number.NaN, 0.5]);
  expect(column(table, 'gradNorms.V')).toEqual([1, Number.NaN]);
  expect(column(table, 'gradNorms.layers.0.U')).toEqual([2, 4]);
});

test('the newest probe comes once, and a damaged one is none', async () => {
  const follower = new RunFollower(folder);
  const probe = { kind: 'probe' as const, step: 7, tau: 2, inputs: ['a', 'b'], targets: ['b', 'c'], values: { 'layers.0.h': { shape: [2, 1], data: Float32Array.of(0.5, -0.5) } } };
  await writeFile(join(folder, 'probe.safetensors'), encodeProbe(probe));
  expect((await follower.changes()).probe).toEqual(probe);
  expect((await follower.changes()).probe).toBeUndefined();
  await writeFile(join(folder, 'probe.safetensors'), 'nonsense');
  expect((await follower.changes()).probe).toBeUndefined();
});

test('checkpoints are listed in the order of their steps, when they change', async () => {
  const follower = new RunFollower(folder);
  await mkdir(join(folder, 'checkpoints'));
  for (const name of ['step-100.safetensors', 'step-20.safetensors', 'step-30.safetensors.tmp']) await writeFile(join(folder, 'checkpoints', name), '');
  expect((await follower.changes()).checkpoints).toEqual(['step-20.safetensors', 'step-100.safetensors']);
  expect((await follower.changes()).checkpoints).toBeUndefined();
});

test('a journal of 100,000 steps costs little more than parsing its lines, a fraction of a second', async () => {
  const text = steps(1, 100_000);
  await append('metrics.jsonl', text);
  let [parsing, following] = [Infinity, Infinity];
  for (let i = 0; i < 3; i++) {
    let begin = performance.now();
    for (const line of text.trimEnd().split('\n')) JSON.parse(line);
    parsing = Math.min(parsing, performance.now() - begin);
    begin = performance.now();
    const seen = await allSteps(new RunFollower(folder));
    following = Math.min(following, performance.now() - begin);
    expect([seen.length, seen.at(-1)]).toEqual([100_000, 100_000]);
  }
  expect(following).toBeLessThan(5 * parsing + 100);
});
