import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStatus } from '../../src/worker/node/runFolder.ts';
import { readMetrics, temporaryFolder, tinyExperiment } from '../worker/lib/runFolders.ts';
import { soon } from '../worker/lib/soon.ts';
import { linesOf, start, unfold, withCommandLine } from './lib/unfold.ts';

withCommandLine();

async function experimentFolder(steps: number, changes: object = {}): Promise<string> {
  const folder = await temporaryFolder();
  const model = { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 4 }] };
  await writeFile(join(folder, 'tiny.unfold.json'), JSON.stringify({ ...tinyExperiment(steps), model, ...changes }, null, 2));
  return folder;
}

test('a piped run prints one record a line and leaves a run folder', async () => {
  const folder = await experimentFolder(10);
  const { code, stdout, stderr } = await unfold(folder, 'train', 'tiny.unfold.json', '--steps', '7');
  expect([code, stderr]).toEqual([0, '']);
  const lines = linesOf(stdout);
  expect(lines[0]).toMatchObject({ kind: 'run', folder: expect.stringMatching(/^\.unfold\/runs\/.*-tiny-\w{4}$/) });
  expect(lines.filter(({ kind }) => kind === 'step').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(lines.filter(({ kind }) => kind === 'validation').map(({ step }) => step)).toEqual([5, 7]);
  expect(lines.at(-1)).toEqual({ kind: 'end', state: 'done', step: 7, checkpoint: 'step-7.safetensors' });
  const run = join(folder, lines[0]!.folder as string);
  expect(await readStatus(run)).toMatchObject({ state: 'done', step: 7, steps: 7 });
  expect(existsSync(join(run, 'checkpoints/step-7.safetensors'))).toBe(true);
});

test('Ctrl-C saves a checkpoint, exits 130, and the run goes on where it was', async () => {
  const folder = await experimentFolder(1_000_000);
  const running = start(folder, 'train', 'tiny.unfold.json', '--run-dir', 'run');
  await soon(() => expect(running.stdout()).toContain('"step":3'));
  running.process.kill('SIGINT');
  const { code, stdout, stderr } = await running.ended;
  expect([code, stderr]).toEqual([130, '\nStopping with a checkpoint; once more to quit without.\n']);
  const { step, checkpoint } = linesOf(stdout).at(-1) as { step: number; checkpoint: string };
  expect(await readStatus(join(folder, 'run'))).toMatchObject({ state: 'stopped', step });

  const resumed = await unfold(folder, 'train', '--resume', `run/checkpoints/${checkpoint}`, '--steps', String(step + 2));
  expect(resumed.code).toBe(0);
  expect(linesOf(resumed.stdout).filter(({ kind }) => kind === 'step').map(each => each.step)).toEqual([step + 1, step + 2]);
  expect((await readMetrics(join(folder, 'run'))).filter(record => 'gradNorm' in record)).toHaveLength(step + 2);
});

test('when nobody reads what is printed any more, the run saves a checkpoint and stops, without a word', async () => {
  const folder = await experimentFolder(1_000_000);
  const running = start(folder, 'train', 'tiny.unfold.json', '--run-dir', 'run');
  await soon(() => expect(running.stdout()).toContain('"step":3'));
  running.process.stdout!.destroy();
  expect(await running.ended).toMatchObject({ code: 130, stderr: '' });
  const { state, step } = await readStatus(join(folder, 'run'));
  expect(state).toBe('stopped');
  expect(existsSync(join(folder, `run/checkpoints/step-${step}.safetensors`))).toBe(true);
});

test('a run whose process was killed goes on from its last checkpoint', async () => {
  const folder = await experimentFolder(1_000_000);
  const running = start(folder, 'train', 'tiny.unfold.json', '--run-dir', 'run');
  await soon(() => expect(existsSync(join(folder, 'run/checkpoints/step-10.safetensors'))).toBe(true));
  running.process.kill('SIGKILL');
  await running.ended;
  expect(await readStatus(join(folder, 'run'))).toMatchObject({ state: 'running', owner: { pid: running.process.pid } });
  const { code, stdout } = await unfold(folder, 'train', '--resume', 'run/checkpoints/step-10.safetensors', '--steps', '12');
  expect([code, linesOf(stdout).at(-1)]).toEqual([0, { kind: 'end', state: 'done', step: 12, checkpoint: 'step-12.safetensors' }]);
});

test('with --run-dir, a new run starts from a checkpoint, and the old one stays', async () => {
  const folder = await experimentFolder(10);
  await unfold(folder, 'train', 'tiny.unfold.json', '--run-dir', 'first');
  const { code, stdout } = await unfold(folder, 'train', '--resume', 'first/checkpoints/step-10.safetensors', '--run-dir', 'second', '--steps', '12');
  expect([code, linesOf(stdout).at(-1)]).toMatchObject([0, { state: 'done', step: 12 }]);
  expect(await readdir(join(folder, 'first/checkpoints'))).toEqual(['step-10.safetensors']);
  expect(await readMetrics(join(folder, 'second'))).toHaveLength(3);
});

test('what cannot be resumed is said in words', async () => {
  const folder = await experimentFolder(10);
  await unfold(folder, 'train', 'tiny.unfold.json', '--run-dir', 'first');
  const checkpoint = 'first/checkpoints/step-10.safetensors';
  const resume = async (file: string, ...more: string[]) => {
    const { code, stderr } = await unfold(folder, 'train', ...more, '--resume', file);
    return { code, stderr };
  };
  expect(await resume(checkpoint)).toEqual({ code: 2, stderr: `${checkpoint} is at step 10, and training ends at step 10. Ask for more with --steps.\n` });
  expect(await resume('nowhere.safetensors')).toEqual({ code: 1, stderr: 'There is no file nowhere.safetensors.\n' });
  expect((await resume(checkpoint, 'other.unfold.json')).stderr).toContain('not of other.unfold.json. With --run-dir, a new run starts from it.');
  expect((await resume('tiny.unfold.json')).stderr).toMatch(/^tiny\.unfold\.json: .*not a safetensors file/);
  await mkdir(join(folder, 'moved'));
  await copyFile(join(folder, checkpoint), join(folder, 'moved/step-10.safetensors'));
  expect((await resume('moved/step-10.safetensors')).stderr).toContain('is in no run folder. Which experiment is it of?');
});

test('a number that is not finite ends the run, named', async () => {
  const explosive = { training: { ...tinyExperiment(1000).training, optimiser: { kind: 'sgd', learningRate: 1000 }, clip: { kind: 'none' } } };
  const { code, stdout, stderr } = await unfold(await experimentFolder(1000, explosive), 'train', 'tiny.unfold.json');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\S+ is (NaN|-?Infinity)\. .*\n$/);
  expect(linesOf(stdout).at(-1)).toMatchObject({ state: 'failed', checkpoint: expect.stringMatching(/^step-/) });
});

test('a run folder that cannot be made is said in words', async () => {
  const folder = await experimentFolder(10);
  await writeFile(join(folder, 'file'), '');
  expect(await unfold(folder, 'train', 'tiny.unfold.json', '--run-dir', 'file/run')).toEqual({ code: 1, stdout: '', stderr: 'Could not make the run folder file/run: there is a file where a folder must be.\n' });
});

test('a checkpoint that cannot be saved ends the run with a sentence', async () => {
  const folder = await experimentFolder(1_000_000);
  const running = start(folder, 'train', 'tiny.unfold.json', '--run-dir', 'run');
  await soon(() => expect(running.stdout()).toContain('"step":3'));
  await mkdir(join(folder, 'elsewhere'));
  await rename(join(folder, 'run/checkpoints'), join(folder, 'elsewhere/checkpoints'));
  await writeFile(join(folder, 'run/checkpoints'), '');
  const { code, stderr } = await running.ended;
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Could not write step-\d+\.safetensors in run\/checkpoints: there is a file where a folder must be\.\n$/)]);
  expect(await readFile(join(folder, 'run/checkpoints'), 'utf8')).toBe('');
});
