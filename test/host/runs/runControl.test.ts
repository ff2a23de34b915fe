import type { Memento, Uri } from 'vscode';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LaunchOptions, Session, Training } from '../../../src/host/platform.ts';
import { RunControl } from '../../../src/host/runs/runControl.ts';
import { RunStore } from '../../../src/host/runs/runStore.ts';
import { workspaceDisk } from '../../../src/host/runs/workspaceDisk.ts';
import type { RunExperiment, RunStatus } from '../../../src/protocol/run.ts';
import { Uri as FakeUri, stage } from '../lib/vscode.ts';
import { status } from './fakeDisk.ts';

const folder = FakeUri.file('/work/.unfold/runs/a') as unknown as Uri;
const file = (name: string) => `${folder.path}/${name}`;
const own = { data: { kind: 'task', task: 'adding' }, model: { layers: [{ cell: { kind: 'own', file: './cells/mine.ts', options: {} }, hiddenSize: 3 }] } };

interface Launched extends LaunchOptions {
  readonly pid: number;
  end(why?: string): void;
}

let launched: Launched[];
let asked: string[];
/** What the process does when it is asked. */
let answer: (method: string) => void;
let store: RunStore;
let control: RunControl;
let remembered: readonly string[];

beforeEach(() => {
  stage.begin();
  stage.settings = { 'compute.threads': 2, 'runs.sideBySide': 1, 'runs.keepRunning': false };
  [launched, asked, remembered, answer] = [[], [], [], () => undefined];
  const training = {
    isAlive: () => true,
    launch(_: Uri, options: LaunchOptions) {
      let end: Launched['end'] = () => undefined;
      const ended = new Promise<string | undefined>(resolve => { end = resolve; });
      launched.push({ ...options, pid: launched.length + 1, end: why => end(why) });
      return { pid: launched.length, ended };
    },
    connect: async (): Promise<Session> => ({
      closed: new Promise(() => undefined), dispose: () => undefined,
      request: async (method: string) => {
        asked.push(method);
        answer(method);
        return undefined as never;
      },
    }),
  } as unknown as Training;
  const memento = { get: () => remembered, update: (_: string, value: readonly string[]) => Promise.resolve(void (remembered = value)) } as unknown as Memento;
  store = new RunStore({ disk: workspaceDisk, isAlive: owner => training.isAlive(owner), now: () => 0, changed: () => control.runsChanged() });
  control = new RunControl(store, training, memento);
});
afterEach(() => control.dispose());

const statusNow = () => JSON.parse(stage.files.get(file('status.json'))!) as RunStatus;
const become = (change: Partial<RunStatus>) => stage.files.set(file('status.json'), JSON.stringify({ ...statusNow(), ...change }));
const start = (experiment: object = {}) => control.start(folder, { id: 'a', experiment: { source: '../../../a.unfold.json', experiment } as unknown as RunExperiment, status: status('a', { state: 'queued', heartbeat: 0 }) });
const owner = (pid: number) => ({ pid, host: 'here', socket: `/socket-${pid}` });
const until = (isSo: () => void) => vi.waitFor(isSo, { timeout: 3000 });

/** A run that is paused, its process here. */
async function paused(change: Partial<RunStatus> = {}) {
  await start(own);
  await until(() => expect(launched).toHaveLength(1));
  become({ state: 'paused', owner: owner(1), ...change });
  stage.files.set(file('checkpoints/step-10.safetensors'), '');
  return (await store.look(folder))!;
}

it('starts a run in a process of its own as the settings say, from nothing', async () => {
  await start();
  await until(() => expect(launched).toMatchObject([{ threads: 2, keepRunning: false, checkpoint: undefined }]));
  expect(remembered).toEqual([folder.toString()]);
});

it('a process that ends without ending its run leaves one that failed, and says why', async () => {
  await start();
  await until(() => expect(launched).toHaveLength(1));
  become({ state: 'running', owner: owner(1) });
  launched[0]!.end('It ran out of memory.');
  await until(() => expect(statusNow()).toMatchObject({ state: 'failed', reason: expect.stringContaining('It ran out of memory.') as string }));
});

it('goes on with the new code in another process, from where this one stops; the end of the first is not that of the second', async () => {
  const run = await paused();
  answer = method => {
    if (method !== 'stop') return;
    const { owner: _, ...rest } = statusNow();
    stage.files.set(file('status.json'), JSON.stringify({ ...rest, state: 'stopped' })); // it lets go of the run, and is still there for a while
  };
  const going = control.continueWithNewCode(run);
  await until(() => expect(asked).toContain('stop'));
  await new Promise(resolve => void setTimeout(resolve, 250));
  expect(launched).toHaveLength(1);
  launched[0]!.end('It was killed.');
  await going;
  await until(() => expect(launched).toHaveLength(2));
  expect(launched[1]!.checkpoint!.path).toBe(file('checkpoints/step-10.safetensors'));
  expect(statusNow().state).toBe('queued');
  become({ state: 'running', owner: owner(2) });
  await store.look(folder);
  expect(statusNow()).toMatchObject({ state: 'running', owner: { pid: 2 } });
  expect(statusNow().reason).toBeUndefined();
});

it('does not go on with code that does not fit', async () => {
  const run = await paused({ newCode: { file: './cells/mine.ts', problem: 'the parameter W is [8, 16] now and was [8, 8].' } });
  await expect(control.continueWithNewCode(run)).rejects.toThrow('the parameter W is [8, 16] now');
  expect(asked).not.toContain('stop');
});

it('in Restricted Mode nothing goes on that would run code of the folder, and what waited says so', async () => {
  const run = await paused();
  stage.trusted = false;
  await control.continueWithNewCode(run);
  await control.resume(run);
  expect(asked.filter(method => method === 'stop' || method === 'resume')).toEqual([]);
  expect(stage.warnings).toHaveLength(2);
  await start(own);
  await until(() => expect(statusNow()).toMatchObject({ state: 'stopped', reason: expect.stringMatching(/^It waited to run code of this folder, which is in Restricted Mode/) as string }));
  expect(launched).toHaveLength(1);
});

it('resumes a paused run by asking its process, one that has ended by another, and refuses what is at work or done', async () => {
  const run = await paused();
  await control.resume(run);
  expect(asked).toContain('resume');
  await expect(control.resume({ ...run, status: { ...run.status, state: 'running' } })).rejects.toThrow('“a” is at work: stop it first.');
  await expect(control.resume({ ...run, status: { ...run.status, state: 'done' } })).rejects.toThrow('“a” is done.');
});

it('a run that waits leaves the queue when it is stopped', async () => {
  stage.settings['runs.sideBySide'] = 1;
  await paused();
  become({ state: 'running' });
  await store.look(folder);
  const second = FakeUri.file('/work/.unfold/runs/b') as unknown as Uri;
  const run = await control.start(second, { id: 'b', experiment: { source: '', experiment: {} } as unknown as RunExperiment, status: status('b', { state: 'queued' }) });
  await control.stop(run);
  expect(JSON.parse(stage.files.get(`${second.path}/status.json`)!)).toMatchObject({ state: 'stopped' });
  expect(launched).toHaveLength(1);
});
