import { beforeEach, expect, test } from 'vitest';
import { RunQueue } from '../../../src/host/runs/runQueue.ts';
import type { RunState } from '../../../src/protocol/run.ts';

let states: Map<string, RunState>;
let started: string[];
let remembered: readonly string[];
let limit: number;
let queue: RunQueue;

beforeEach(() => {
  [states, started, remembered, limit] = [new Map(['a', 'b', 'c'].map(name => [name, 'queued'])), [], [], 1];
  queue = new RunQueue({
    limit: () => limit,
    training: () => [...states.values()].filter(state => state === 'running').length,
    stateOf: folder => states.get(folder),
    start: folder => started.push(folder),
    changed: folders => { remembered = folders; },
  });
});

function become(folder: string, state: RunState): void {
  states.set(folder, state);
  queue.advance();
}

test('one trains, the others wait for their turn, first come first served', () => {
  queue.add('a');
  queue.add('b', 'c');
  expect(started).toEqual(['a']);
  become('a', 'running');
  expect(started).toEqual(['a']);
  become('a', 'done');
  expect(started).toEqual(['a', 'b']);
});

test('a run that is starting counts, so that two are not started at once', () => {
  queue.add('a', 'b');
  queue.advance();
  queue.advance();
  expect(started).toEqual(['a']);
});

test('as many train side by side as the setting says, also when it changes', () => {
  limit = 2;
  queue.add('a', 'b', 'c');
  expect(started).toEqual(['a', 'b']);
  limit = 3;
  queue.advance();
  expect(started).toEqual(['a', 'b', 'c']);
});

test('a paused run gives up its place', () => {
  queue.add('a', 'b');
  become('a', 'running');
  become('a', 'paused');
  expect(started).toEqual(['a', 'b']);
});

test('a run that fails to start, is removed, or is no longer queued does not hold up the next', () => {
  queue.add('a', 'b', 'c');
  queue.remove('b');
  become('a', 'failed');
  expect(started).toEqual(['a', 'c']);
});

test('what is asked for and not yet running is remembered', () => {
  queue.add('a', 'b');
  expect(remembered).toEqual(['a', 'b']);
  become('a', 'running');
  expect(remembered).toEqual(['b']);
  queue.remove('b');
  expect(remembered).toEqual([]);
});
