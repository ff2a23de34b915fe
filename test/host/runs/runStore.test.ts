import { beforeEach, expect, test } from 'vitest';
import { RunStore } from '../../../src/host/runs/runStore.ts';
import { lostAfterSeconds } from '../../../src/protocol/run.ts';
import { FakeDisk, folder, status } from './fakeDisk.ts';

const here = { pid: 1, host: 'here' };
const there = { pid: 1, host: 'there' };

let disk: FakeDisk;
let alive: boolean;
let now: number;
let changes: number;
let store: RunStore;

beforeEach(() => {
  [disk, alive, now, changes] = [new FakeDisk(), true, 0, 0];
  store = new RunStore({
    disk, now: () => now, changed: () => changes++,
    isAlive: ({ host }) => host === 'here' ? alive : undefined,
  });
});

test('finds every run, newest first, and forgets those whose folder is gone', async () => {
  disk.statuses.set('old', status('old', { state: 'done', createdAt: 1 }));
  disk.statuses.set('new', status('new', { state: 'done', createdAt: 2 }));
  await store.discover();
  expect(store.runs.map(run => run.status.id)).toEqual(['new', 'old']);
  disk.statuses.delete('old');
  await store.discover();
  expect(store.runs.map(run => run.status.id)).toEqual(['new']);
});

test('finds a run that somebody else made, and leaves those it knows alone', async () => {
  disk.statuses.set('known', status('known', { state: 'done' }));
  await store.discover();
  disk.statuses.set('new', status('new'));
  disk.statuses.set('known', status('known', { state: 'done', name: 'renamed elsewhere' }));
  await store.lookForNew([folder('place')]);
  expect(store.get('new')?.status.state).toBe('running');
  expect(store.get('known')?.status.name).toBe('known');
});

test('tells of a change only when there is one', async () => {
  disk.statuses.set('a', status('a', { owner: here }));
  await store.look(folder('a'));
  await store.look(folder('a'));
  expect(changes).toBe(1);
  disk.statuses.set('a', status('a', { owner: here, step: 11 }));
  await store.lookAtLive();
  expect(changes).toBe(2);
  expect(store.get('a')?.status.step).toBe(11);
});

test('a run whose process is dead on this machine has failed, and its folder says so', async () => {
  disk.statuses.set('a', status('a', { owner: here }));
  disk.checkpointSteps.set('a', 8);
  alive = false;
  await store.look(folder('a'));
  expect(disk.statuses.get('a')).toEqual(status('a', {
    state: 'failed', reason: 'Its process ended without a word (killed, or out of memory). Resume goes on from step 8.',
  }));
  expect(store.get('a')?.status.state).toBe('failed');
});

test('a run that ends while its status is read has ended as it says', async () => {
  const ended = status('a', { state: 'done' });
  disk.statuses.set('a', status('a', { owner: here }));
  store = new RunStore({
    disk, now: () => now, changed: () => changes++,
    isAlive: () => { // between the reading and this, its process wrote its last status and was gone
      disk.statuses.set('a', ended);
      return false;
    },
  });
  await store.look(folder('a'));
  expect(store.get('a')?.status).toEqual(ended);
  expect(disk.statuses.get('a')).toEqual(ended);
});

test('without a checkpoint, resume starts from the beginning', async () => {
  disk.statuses.set('a', status('a', { state: 'paused', owner: here }));
  alive = false;
  await store.look(folder('a'));
  expect(store.get('a')?.status.reason).toMatch(/ Resume starts from the beginning\.$/);
});

test('a run of another machine has failed once its heartbeat is silent, by the clock of this one, until it is heard of again', async () => {
  disk.statuses.set('a', status('a', { owner: there, heartbeat: -1e9 }));
  await store.look(folder('a'));
  now = (lostAfterSeconds + 1) * 1000;
  await store.lookAtLive();
  expect(store.get('a')?.status.state).toBe('failed');
  expect(disk.statuses.get('a')?.state).toBe('running');
  disk.statuses.set('a', status('a', { owner: there, heartbeat: -1e9 + 3000 }));
  await store.lookAtLive();
  expect(store.get('a')?.status.state).toBe('running');
});

test('a living process may be silent for a while within a long step', async () => {
  disk.statuses.set('a', status('a', { owner: here }));
  await store.look(folder('a'));
  now = (lostAfterSeconds + 1) * 1000;
  await store.look(folder('a'));
  expect(store.get('a')?.status.state).toBe('running');
});

test.each(['done', 'stopped', 'failed'] as const)('a run that is %s is never lost', async state => {
  disk.statuses.set('a', status('a', { state, owner: here }));
  alive = false;
  await store.look(folder('a'));
  expect(disk.statuses.get('a')?.state).toBe(state);
});

test('a process that ended fails only its own run, and only one that has not ended', async () => {
  disk.statuses.set('mine', status('mine', { owner: here }));
  disk.statuses.set('other', status('other', { owner: { pid: 2, host: 'here' } }));
  disk.statuses.set('ended', status('ended', { state: 'done' }));
  for (const name of ['mine', 'other', 'ended']) await store.fail(folder(name), 'gone', 1);
  expect(['mine', 'other', 'ended'].map(name => disk.statuses.get(name)?.state)).toEqual(['failed', 'running', 'done']);
});

test('a status that cannot be read leaves the run as it was', async () => {
  disk.statuses.set('a', status('a', { owner: here }));
  await store.look(folder('a'));
  disk.readStatus = () => Promise.reject(new Error('torn'));
  await expect(store.look(folder('a'))).rejects.toThrow('torn');
  expect(store.get('a')?.status.state).toBe('running');
});

test('looks at one folder come one after the other', async () => {
  const order: string[] = [];
  const answers = [new Promise<void>(resolve => setTimeout(resolve, 20)), Promise.resolve()];
  disk.readStatus = async () => {
    order.push('begin');
    await answers.shift();
    order.push('end');
    return status('a');
  };
  await Promise.all([store.look(folder('a')), store.look(folder('a'))]);
  expect(order).toEqual(['begin', 'end', 'begin', 'end']);
});
