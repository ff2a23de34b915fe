import { expect, test } from 'vitest';
import { Signal } from '../../../src/core/train/signal.ts';

test('settles at once what is already so', async () => {
  await new Signal().until(() => true);
});

test('settles everybody whose time has come, and nobody else', async () => {
  const signal = new Signal();
  let value = 0;
  const heard: number[] = [];
  const waits = [1, 1, 2].map(wanted => signal.until(() => value >= wanted).then(() => heard.push(wanted)));
  signal.notify();
  value = 1;
  signal.notify();
  await Promise.all(waits.slice(0, 2));
  expect(heard).toEqual([1, 1]);
  value = 2;
  signal.notify();
  await waits[2];
  expect(heard).toEqual([1, 1, 2]);
});
