import { afterEach, expect, test, vi } from 'vitest';
import { RpcClient } from '../../src/protocol/rpcClient.ts';
import { RpcServer } from '../../src/protocol/rpcServer.ts';

interface Requests {
  double: { params: { value: number }; result: number };
  fail: { params: Record<string, never>; result: never };
  never: { params: Record<string, never>; result: never };
}

/** A client and a server with a wire between them that tears every message into pieces. */
function connected(): RpcClient<Requests> {
  const inPieces = (take: (text: string) => void) => (text: string) => {
    for (const piece of text.match(/[^]{1,7}/g) ?? []) take(piece);
  };
  const server = new RpcServer<Requests>({
    double: async params => 2 * (params as { value: number }).value,
    fail: async () => { throw new Error('The disk is full.'); },
    never: () => new Promise(() => undefined),
  }, inPieces(text => client.receive(text)));
  const client: RpcClient<Requests> = new RpcClient<Requests>(inPieces(text => server.receive(text)), 5);
  return client;
}

afterEach(() => vi.useRealTimers());

test('answers come to the request they are for', async () => {
  const client = connected();
  expect(await Promise.all([client.request('double', { value: 1 }), client.request('double', { value: 21 })])).toEqual([2, 42]);
});

test('a failing request rejects with the other side\'s sentence', async () => {
  await expect(connected().request('fail', {})).rejects.toThrow('The disk is full.');
});

test('an unknown request is refused by name, inherited names included', async () => {
  for (const name of ['shout', 'toString']) {
    await expect(connected().request(name as 'fail', {})).rejects.toThrow(`There is no request "${name}".`);
  }
});

test('a request that nobody answers times out', async () => {
  vi.useFakeTimers();
  const refused = expect(connected().request('never', {})).rejects.toThrow('No answer to "never" within 5 s.');
  await vi.advanceTimersByTimeAsync(5000);
  await refused;
});

test('closing settles every request, waiting and later', async () => {
  const client = connected();
  const waiting = client.request('never', {});
  client.close('The run has ended.');
  await expect(waiting).rejects.toThrow('The run has ended.');
  await expect(client.request('double', { value: 1 })).rejects.toThrow('The run has ended.');
});

test('what is no request is thrown back at whoever owns the wire', () => {
  const server = new RpcServer<Requests>({} as never, () => undefined);
  expect(() => server.receive('GET / HTTP/1.1\n')).toThrow();
  expect(() => server.receive('{"id":"one","method":"double"}\n')).toThrow('Not a request.');
});
