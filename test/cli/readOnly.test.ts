import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../src/host/node/isAlive.ts';
import { readStatus } from '../../src/worker/node/runFolder.ts';
import { storeOf, uriOf } from '../host/runs/realDisk.ts';
import { readMetrics, temporaryFolder, tinyExperiment } from '../worker/lib/runFolders.ts';
import { soon } from '../worker/lib/soon.ts';
import { giveToOrdinaryUser, makeReadOnly, makeWritable, ordinaryUser } from '../worker/lib/user.ts';
import { linesOf, start, startAs, withCommandLine } from './lib/unfold.ts';

withCommandLine();

const onWindows = process.platform === 'win32'; // where a folder's mode keeps nobody from writing into it

async function experimentFolder(steps: number): Promise<string> {
  const folder = await temporaryFolder();
  const model = { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 4 }] };
  await writeFile(join(folder, 'tiny.unfold.json'), JSON.stringify({ ...tinyExperiment(steps), model }));
  await giveToOrdinaryUser(folder);
  return folder;
}

const unfold = (folder: string, ...args: string[]) => startAs(ordinaryUser, folder, ...args).ended;
const stepsOf = async (folder: string) => (await readMetrics(folder)).filter(record => 'gradNorm' in record).map(record => (record as unknown as { step: number }).step);
const upTo = (step: number) => Array.from({ length: step }, (_, i) => i + 1);

test.skipIf(onWindows)('in a folder that may not be written, training says so at once', async () => {
  const folder = await experimentFolder(10);
  await makeReadOnly(folder);
  const { code, stdout, stderr } = await unfold(folder, 'train', 'tiny.unfold.json');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^Could not make the run folder \.unfold\/runs\/\S+-tiny-\w{4}: it may not be written\.\n$/);
  expect(await unfold(folder, 'train', 'tiny.unfold.json', '--run-dir', 'run')).toEqual({ code: 1, stdout: '', stderr: 'Could not make the run folder run: it may not be written.\n' });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

test.skipIf(!canMount)('on a read-only disk, training says so at once', async () => {
  const folder = await experimentFolder(10);
  const disk = join(folder, 'disk');
  await mkdir(disk);
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', disk]).status).toBe(0);
  onTestFinished(() => void spawnSync('umount', [disk]));
  const ended = await start(folder, 'train', 'tiny.unfold.json', '--run-dir', 'disk/run').ended;
  expect(ended).toEqual({ code: 1, stdout: '', stderr: 'Could not make the run folder disk/run: the disk is read-only.\n' });
});

test.skipIf(onWindows)('an experiment that may not be read is named', async () => {
  const folder = await experimentFolder(10);
  await chmod(join(folder, 'tiny.unfold.json'), 0);
  expect(await unfold(folder, 'train', 'tiny.unfold.json')).toEqual({ code: 2, stdout: '', stderr: 'tiny.unfold.json cannot be read: you may not read it.\n' });
});

test.skipIf(onWindows)('a folder that turns read-only under its run ends the run with a sentence; what was written stays, and the run goes on from it', async () => {
  const folder = await experimentFolder(1_000_000);
  const run = join(folder, 'run');
  const running = startAs(ordinaryUser, folder, 'train', 'tiny.unfold.json', '--run-dir', 'run');
  await soon(() => expect(running.stdout()).toContain('"step":12'));
  await makeReadOnly(run, join(run, 'checkpoints'));
  const { code, stdout, stderr } = await running.ended;
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Could not write \S+ in run(\/checkpoints)?: it may not be written\.\n$/)]);
  const { step, ...end } = linesOf(stdout).at(-1) as { step: number };
  expect(end).toEqual({ kind: 'end', state: 'failed', reason: stderr.trimEnd() });
  expect(await stepsOf(run)).toEqual(upTo(step));

  await makeWritable(run, join(run, 'checkpoints'));
  expect((await readStatus(run)).state).toBe('running'); // the last that could be written
  const found = await storeOf(isAlive).look(uriOf(run));
  const from = Number(/^Its process ended .* Resume goes on from step (\d+)\.$/.exec(found!.status.reason!)![1]);
  const resumed = await unfold(folder, 'train', '--resume', `run/checkpoints/step-${from}.safetensors`, '--steps', String(from + 2));
  expect([resumed.code, resumed.stderr]).toEqual([0, '']);
  expect(await stepsOf(run)).toEqual(upTo(from + 2));
});
