import type { RpcResponse } from './rpc.ts';

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Requests that wait for an answer. Every one settles: by its answer, by the other side's error, by a timeout, or by `close`. */
export class PendingRequests {
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #closed: string | undefined;

  /** @param timeoutSeconds of all, or of each method @param onLate called when one was not answered in time */
  constructor(private readonly timeoutSeconds: number | ((method: string) => number), private readonly onLate = (): void => {}) {}

  /** @param send passes the request on under this id; what it throws is the answer */
  start(method: string, send: (id: number) => void): Promise<unknown> {
    if (this.#closed !== undefined) return Promise.reject(new Error(this.#closed));
    const id = this.#nextId++;
    const seconds = typeof this.timeoutSeconds === 'number' ? this.timeoutSeconds : this.timeoutSeconds(method);
    return new Promise((resolve, reject) => {
      const late = () => {
        this.#settle(id)?.reject(new Error(`No answer to "${method}" within ${seconds} s.`));
        this.onLate();
      };
      this.#waiting.set(id, { resolve, reject, timer: setTimeout(late, seconds * 1000) });
      try {
        send(id);
      } catch (error) {
        this.#settle(id)?.reject(error as Error);
      }
    });
  }

  answer(response: RpcResponse): void {
    const waiting = this.#settle(response.id);
    if (response.ok) waiting?.resolve(response.result);
    else waiting?.reject(new Error(response.error));
  }

  /** Nobody answers any more: every request waiting, and every later one, fails with `reason`. */
  close(reason: string): void {
    this.#closed ??= reason;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(this.#closed));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    clearTimeout(waiting?.timer);
    this.#waiting.delete(id);
    return waiting;
  }
}
