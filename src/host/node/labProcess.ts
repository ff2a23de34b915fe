import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { LabRequests } from '../../protocol/lab.ts';
import { PendingRequests } from '../../protocol/pendingRequests.ts';
import type { RpcResponse } from '../../protocol/rpc.ts';
import type { Lab } from '../platform.ts';

/** A fit may take long, and can be cancelled; a process that is asked how far it is, and says nothing for so long, hangs. */
const timeoutSeconds = (method: string): number => (method === 'progress' || method === 'cancel' ? 600 : 24 * 3600);

interface Running {
  readonly child: ChildProcess;
  readonly pending: PendingRequests;
}

/** The asking side of a process in which networks are fitted, of one panel. Where it ended, the next request starts another. */
export class LabProcess implements Lab {
  #running: Running | undefined;
  #isClosed = false;

  /** @param script path of `dist/lab.js` */
  constructor(private readonly script: string, private readonly seconds = timeoutSeconds) {
    this.#running = this.#start();
  }

  async request<M extends keyof LabRequests>(method: M, params: LabRequests[M]['params']): Promise<LabRequests[M]['result']> {
    if (this.#isClosed) throw new Error('The lab was closed.');
    const { child, pending } = this.#running ??= this.#start();
    return await pending.start(method, id => child.send({ id, method, params })) as LabRequests[M]['result'];
  }

  dispose(): void {
    this.#isClosed = true;
    this.#running?.pending.close('The lab was closed.');
    this.#running?.child.kill();
  }

  #start(): Running {
    const child = fork(this.script, { execArgv: [], serialization: 'advanced', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    const running = { child, pending: new PendingRequests(this.seconds, () => child.kill('SIGKILL')) }; // nobody waits for what it computes
    const ended = (why: string): void => {
      running.pending.close(why);
      child.kill();
      if (this.#running === running) this.#running = undefined;
    };
    child.on('message', response => running.pending.answer(response as RpcResponse));
    child.on('error', error => ended(`The lab's process failed: ${error.message}`));
    child.on('exit', () => ended('The lab’s process ended before it answered: change something, and another begins.'));
    return running;
  }
}
