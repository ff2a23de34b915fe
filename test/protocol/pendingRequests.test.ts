import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PendingRequests } from '../../src/protocol/pendingRequests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('settles by the answer, whatever the order', async () => {
  const pending = new PendingRequests(1);
  const ids: number[] = [];
  const [first, second] = [pending.start('a', id => ids.push(id)), pending.start('b', id => ids.push(id))];
  pending.answer({ id: ids[1]!, ok: true, result: 2 });
  pending.answer({ id: ids[0]!, ok: false, error: 'no' });
  await expect(second).resolves.toBe(2);
  await expect(first).rejects.toThrow('no');
});

test('settles by a timeout, and a late answer is nothing', async () => {
  const pending = new PendingRequests(1);
  let sent = 0;
  const request = pending.start('look', id => { sent = id; });
  vi.advanceTimersByTime(1001);
  await expect(request).rejects.toThrow('No answer to "look" within 1 s.');
  expect(() => pending.answer({ id: sent, ok: true, result: 1 })).not.toThrow();
});

test('settles when the other side is gone, now and later', async () => {
  const pending = new PendingRequests(1);
  const request = pending.start('look', () => undefined);
  pending.close('gone');
  await expect(request).rejects.toThrow('gone');
  await expect(pending.start('look', () => undefined)).rejects.toThrow('gone');
});

test('settles when it cannot be sent', async () => {
  const pending = new PendingRequests(1);
  await expect(pending.start('look', () => { throw new Error('closed'); })).rejects.toThrow('closed');
  expect(vi.getTimerCount()).toBe(0);
});
