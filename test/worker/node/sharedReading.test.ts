import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { WhoReads } from '../../../src/worker/lab/labHandlers.ts';
import { SharedReading } from '../../../src/worker/node/sharedReading.ts';

const later = new Error('A later fit was asked for.');

/** Readings, each of which goes on until it is ended or told to. */
function slowReadings() {
  const shared = new SharedReading<string>();
  const under = new Map<string, { readonly signal: AbortSignal; readonly goOn: () => void }>();
  const get = (key: string, who?: WhoReads) => shared.get(key, ({ signal }) => new Promise<string>((resolve, reject) => {
    under.set(key, { signal, goOn: () => resolve(key) });
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  }), who);
  return { get, goOn: (key: string) => under.get(key)!.goOn(), isEnded: (key: string) => under.get(key)!.signal.aborted };
}

test('of columns that are chosen one after another only the last are read on', async () => {
  const { get, goOn, isEnded } = slowReadings();
  const { signal } = new AbortController();
  const read = ['u', 'v', 'w', 'x', 'y'].map((key, k, all) => {
    const overtaken = new AbortController();
    const made = get(key, { signal, overtaken: overtaken.signal });
    if (k < all.length - 1) overtaken.abort(later);
    return made;
  });
  expect(['u', 'v', 'w', 'x', 'y'].map(isEnded)).toEqual([true, true, true, true, false]);
  for (const each of read.slice(0, -1)) await expect(each).rejects.toBe(later);
  goOn('y');
  expect(await read.at(-1)).toBe('y');
});

test.each<[string, WhoReads]>([['who never gives it up', {}], ['who is not overtaken', { signal: new AbortController().signal }]])('a reading goes on for %s', async (_, other) => {
  const { get, goOn, isEnded } = slowReadings();
  const overtaken = new AbortController();
  const both = [get('u', { overtaken: overtaken.signal }), get('u', other)];
  overtaken.abort(later);
  void get('v');
  expect(isEnded('u')).toBe(false);
  goOn('u');
  expect(await Promise.all(both)).toEqual(['u', 'u']);
});

test('an overtaken reading goes on for who overtook it and wants the same', async () => {
  const { get, goOn } = slowReadings();
  const overtaken = new AbortController();
  const first = get('u', { overtaken: overtaken.signal });
  overtaken.abort(later);
  const second = get('u', { overtaken: new AbortController().signal });
  goOn('u');
  expect([await first, await second]).toEqual(['u', 'u']);
});

test('who was overtaken before a reading began begins none', () => {
  const { get } = slowReadings();
  expect(() => get('u', { overtaken: AbortSignal.abort(later) })).toThrow(later);
});

test('a signal no longer keeps what was read for it, nor what could not be read', async () => {
  const shared = new SharedReading<string>();
  const { signal } = new AbortController();
  for (const key of ['u', 'v', 'w']) await Promise.all([1, 2].map(() => shared.get(key, async () => key, { signal })));
  await expect(shared.get('x', () => Promise.reject(later), { signal })).rejects.toBe(later);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
