import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { LabRequests } from '../../protocol/lab.ts';
import { PendingRequests } from '../../protocol/pendingRequests.ts';
import type { RpcResponse } from '../../protocol/rpc.ts';
import type { Lab } from '../platform.ts';

/** A fit may take long, and can be cancelled. */
const timeoutSeconds = 24 * 3600;

/** The asking side of a process in which networks are fitted, of one panel. */
export class LabProcess implements Lab {
  readonly #child: ChildProcess;
  readonly #pending = new PendingRequests(timeoutSeconds);

  /** @param script path of `dist/lab.js` */
  constructor(script: string) {
    this.#child = fork(script, { execArgv: [], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    this.#child.on('message', response => this.#pending.answer(response as RpcResponse));
    this.#child.on('error', error => this.#pending.close(`The lab's process failed: ${error.message}`));
    this.#child.on('exit', () => this.#pending.close('The lab’s process ended: open the lab again.'));
  }

  async request<M extends keyof LabRequests>(method: M, params: LabRequests[M]['params']): Promise<LabRequests[M]['result']> {
    return await this.#pending.start(method, id => this.#child.send({ id, method, params })) as LabRequests[M]['result'];
  }

  dispose(): void {
    this.#pending.close('The lab was closed.');
    this.#child.kill();
  }
}
