import { expect, test } from 'vitest';
import { LendingDesk } from '../../src/worker/lendingDesk.ts';
import { channelPair } from '../engine/remote/lib/channels.ts';

const channel = () => channelPair()[0];

test('an offer that came before it was asked for is kept', async () => {
  const desk = new LendingDesk();
  const wanted = desk.offer('a card', channel);
  const offer = await desk.next(60);
  expect(offer?.renderer).toBe('a card');
  offer?.take();
  expect(await wanted).toBe(true);
});

test('an offer is waited for', async () => {
  const desk = new LendingDesk();
  const next = desk.next(60);
  const wanted = desk.offer('a card', channel);
  (await next)?.decline();
  expect(await wanted).toBe(false);
});

test('not for ever', async () => {
  expect(await new LendingDesk().next(0)).toBeUndefined();
});

test('closed, it declines what is there and what comes', async () => {
  const desk = new LendingDesk();
  const wanted = desk.offer('a card', channel);
  desk.close();
  expect([await wanted, await desk.offer('another', channel)]).toEqual([false, false]);
});
