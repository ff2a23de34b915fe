import { LineReader } from './lines.ts';
import { PendingRequests } from './pendingRequests.ts';
import { parseResponse } from './rpc.ts';
import type { RequestMap } from './rpc.ts';

/**
 * The asking side of JSON lines over any duplex: `send` writes to it, and what it reads goes to `receive`.
 * Every request settles: by its answer, by the other side's error, by a timeout, or when the duplex closes.
 */
export class RpcClient<R extends RequestMap<R>> {
  readonly #pending: PendingRequests;
  readonly #lines = new LineReader(line => this.#pending.answer(parseResponse(line)));

  constructor(private readonly send: (text: string) => void, timeoutSeconds = 30) {
    this.#pending = new PendingRequests(timeoutSeconds);
  }

  /** @throws Error, in words, when the other side refuses, does not answer in time, or is gone. */
  request<M extends keyof R & string>(method: M, params: R[M]['params']): Promise<R[M]['result']> {
    return this.#pending.start(method, id => this.send(`${JSON.stringify({ id, method, params })}\n`));
  }

  /** Takes text the duplex has read, in any pieces. @throws Error when it isn't the protocol. */
  receive(text: string): void {
    this.#lines.push(text);
  }

  /** The duplex is closed: every request waiting, and every later one, fails with `reason`. */
  close(reason: string): void {
    this.#pending.close(reason);
  }
}
