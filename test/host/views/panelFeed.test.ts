import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PanelFeed } from '../../../src/host/views/panelFeed.ts';
import type { Reader } from '../../../src/host/platform.ts';
import type { Run } from '../../../src/host/runs/run.ts';
import type { PanelStart, ToPanel } from '../../../src/protocol/panel.ts';
import type { RunChanges } from '../../../src/protocol/reader.ts';
import { folder, status } from '../runs/fakeDisk.ts';

const empty = { columns: [], rows: 0, buffer: new ArrayBuffer(0) };
const nothing: RunChanges = { reset: false, more: false, steps: empty, validations: empty, samples: [], logs: [] };
const start = { runId: 'a' } as PanelStart;
const refresh = 100;

let posted: ToPanel[];
let asked: string[];
let looks: (RunChanges | Error)[];
let run: Run | undefined;
let feed: PanelFeed;

const reader = {
  dispose: () => undefined,
  request: async (method: string) => {
    asked.push(method);
    if (method !== 'changes') return { follower: 1 };
    const look = looks.shift() ?? nothing;
    if (look instanceof Error) throw look;
    return look;
  },
} as unknown as Reader;

beforeEach(() => {
  vi.useFakeTimers();
  [posted, asked, looks, run] = [[], [], [{ ...nothing, reset: true }], { folder: folder('a'), status: status('a') }];
  feed = new PanelFeed({
    reader, folder: 'a', run: () => run, isControllable: () => true, start: async () => start,
    post: message => void posted.push(message), refreshMilliseconds: () => refresh,
  });
});
afterEach(() => {
  feed.dispose();
  vi.useRealTimers();
});

test('starts over with how the run stands, in one message, then is silent while nothing changes', async () => {
  await vi.advanceTimersByTimeAsync(10 * refresh);
  expect(posted).toEqual([{ type: 'reset', ...start, status: run!.status, controllable: true }]);
});

test('the first part of a long journal comes with the reset', async () => {
  const steps = { columns: ['step'], rows: 1, buffer: Float64Array.of(1).buffer };
  looks.push({ ...nothing, reset: true, more: true, steps });
  await vi.advanceTimersByTimeAsync(refresh);
  expect(posted.slice(1)).toMatchObject([{ type: 'reset', runId: 'a', steps }]);
});

test('starts over once the run trains, where it had not yet written down what its cells are', async () => {
  feed.dispose();
  [posted, looks] = [[], [{ ...nothing, reset: true }]];
  feed = new PanelFeed({
    reader, folder: 'a', run: () => run, isControllable: () => true, start: async () => start, isWhole: () => false,
    post: message => void posted.push(message), refreshMilliseconds: () => refresh,
  });
  await vi.advanceTimersByTimeAsync(3 * refresh);
  expect(posted.map(({ type }) => type)).toEqual(['reset']);
  const steps = { columns: ['step'], rows: 1, buffer: Float64Array.of(1).buffer };
  looks.push({ ...nothing, steps }, { ...nothing, reset: true, steps }, { ...nothing, steps });
  await vi.advanceTimersByTimeAsync(20 * refresh);
  expect(posted.map(({ type }) => type)).toEqual(['reset', 'update', 'reset', 'update']);
});

test('tells what is new, at most once in a refresh', async () => {
  const log = { kind: 'log', step: 1, level: 'info', message: 'hello' } as const;
  await vi.advanceTimersByTimeAsync(0);
  looks.push({ ...nothing, logs: [log] }, { ...nothing, logs: [log] });
  await vi.advanceTimersByTimeAsync(refresh);
  expect(posted.slice(1)).toEqual([{ type: 'update', logs: [log] }]);
  await vi.advanceTimersByTimeAsync(refresh);
  expect(posted.slice(2)).toEqual([{ type: 'update', logs: [log] }]);
});

test('tells the parts of a long journal one after the other', async () => {
  const log = (step: number) => ({ kind: 'log', step, level: 'info', message: 'hello' }) as const;
  await vi.advanceTimersByTimeAsync(0);
  run = { folder: folder('a'), status: status('a', { state: 'done' }) }; // whose next look would be a second away
  looks.push({ ...nothing, more: true, logs: [log(1)] }, { ...nothing, more: true, logs: [log(2)] }, { ...nothing, logs: [log(3)] });
  await vi.advanceTimersByTimeAsync(600);
  expect(posted.slice(1)).toMatchObject([1, 2, 3].map(step => ({ type: 'update', logs: [log(step)] })));
});

test('after a reset it tells the status again', async () => {
  await vi.advanceTimersByTimeAsync(0);
  looks.push({ ...nothing, reset: true });
  await vi.advanceTimersByTimeAsync(refresh);
  expect(posted).toEqual(Array(2).fill({ type: 'reset', ...start, status: run!.status, controllable: true }));
});

test('a reader that fails is asked anew', async () => {
  await vi.advanceTimersByTimeAsync(0);
  looks.push(new Error('The reader ended.'), { ...nothing, reset: true });
  await vi.advanceTimersByTimeAsync(refresh);
  expect(posted.at(-1)).toEqual({ type: 'update', problem: 'The reader ended.' });
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.filter(method => method === 'follow')).toHaveLength(2);
  expect(posted.at(-1)).toMatchObject({ type: 'reset', status: run!.status });
});

test('says when the run folder is gone, and asks no more', async () => {
  await vi.advanceTimersByTimeAsync(0);
  run = undefined;
  await vi.advanceTimersByTimeAsync(refresh);
  expect(posted.at(-1)?.type).toBe('gone');
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(before);
});

test('is silent once disposed, and lets the reader forget', async () => {
  await vi.advanceTimersByTimeAsync(0);
  const before = posted.length;
  looks.push({ ...nothing, reset: true });
  feed.dispose();
  await vi.advanceTimersByTimeAsync(5000);
  expect(posted).toHaveLength(before);
  expect(asked.at(-1)).toBe('unfollow');
});
