import { Worker } from 'node:worker_threads';
import { PendingRequests } from '../../protocol/pendingRequests.ts';
import type { ReaderRequests } from '../../protocol/reader.ts';
import type { RpcResponse } from '../../protocol/rpc.ts';
import type { Reader } from '../platform.ts';

const timeoutSeconds = 120;

interface Thread {
  readonly worker: Worker;
  readonly pending: PendingRequests;
}

/** The asking side of the reader thread. Starts it with the first request, and anew after a crash. */
export class ReaderThread implements Reader {
  #thread: Thread | undefined;

  /** @param script path of `dist/reader.js` */
  constructor(private readonly script: string) {}

  async request<M extends keyof ReaderRequests>(method: M, params: ReaderRequests[M]['params']): Promise<ReaderRequests[M]['result']> {
    const { worker, pending } = this.#thread ??= this.#start();
    return await pending.start(method, id => worker.postMessage({ id, method, params })) as ReaderRequests[M]['result'];
  }

  dispose(): void {
    const thread = this.#thread;
    this.#end(thread, 'The reader was closed.');
    void thread?.worker.terminate();
  }

  #start(): Thread {
    const worker = new Worker(this.script);
    const thread = { worker, pending: new PendingRequests(timeoutSeconds) };
    worker.on('message', (response: RpcResponse) => thread.pending.answer(response));
    worker.on('error', error => this.#end(thread, `The reader failed: ${error.message}`));
    worker.on('exit', () => this.#end(thread, 'The reader ended.'));
    worker.unref();
    return thread;
  }

  #end(thread: Thread | undefined, reason: string): void {
    thread?.pending.close(reason);
    if (this.#thread === thread) this.#thread = undefined;
  }
}
