import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Attendance } from '../../src/worker/attendance.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function attendance(keepRunning: boolean) {
  const abandoned = vi.fn();
  return { abandoned, attendance: new Attendance(keepRunning, abandoned) };
}

test('a session that nobody attaches to is abandoned after a minute', () => {
  const { abandoned } = attendance(false);
  vi.advanceTimersByTime(59_999);
  expect(abandoned).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(abandoned).toHaveBeenCalledOnce();
});

test('not while somebody is there, and a minute after the last one left', () => {
  const { attendance: people, abandoned } = attendance(false);
  people.enter(false);
  people.enter(false);
  people.leave();
  vi.advanceTimersByTime(120_000);
  expect(abandoned).not.toHaveBeenCalled();
  people.leave();
  vi.advanceTimersByTime(30_000);
  people.enter(false); // back in time
  vi.advanceTimersByTime(120_000);
  expect(abandoned).not.toHaveBeenCalled();
  people.leave();
  vi.advanceTimersByTime(60_000);
  expect(abandoned).toHaveBeenCalledOnce();
});

test('never where it was asked to go on', () => {
  const { attendance: people, abandoned } = attendance(false);
  people.enter(true);
  people.leave();
  vi.advanceTimersByTime(1e9);
  expect(abandoned).not.toHaveBeenCalled();
});
