import type { SessionMethod, Params, Result } from '../../protocol/session.ts';
import type { Session, Training } from '../platform.ts';
import { isLive } from './run.ts';
import type { Run } from './run.ts';

/** Connections to the processes that train. While one is open, its process knows that somebody is there. */
export class Sessions {
  readonly #open = new Map<string, Promise<Session>>();

  constructor(private readonly training: Training, private readonly keepRunning: () => boolean) {}

  /** Whether this run's process can be asked for something from here. */
  isControllable({ status }: Run): boolean {
    const { state, owner } = status;
    return isLive(state) && owner?.socket !== undefined && this.training.isAlive(owner) === true;
  }

  /** @throws Error, in words, when nobody can be asked, or the process refuses */
  async request<M extends SessionMethod>(run: Run, method: M, params: Params<M>): Promise<Result<M>> {
    if (!this.isControllable(run)) throw new Error(`“${run.status.name}” is not trained by a process on this machine: it can only be watched here.`);
    return (await this.#session(run)).request(method, params);
  }

  /** Attaches to every run that has a process here, so that none stops for want of a window. */
  attach(runs: readonly Run[]): void {
    for (const run of runs) if (this.isControllable(run)) this.#session(run).catch(() => undefined); // tried again at the next change
  }

  /** Tells every process anew whether to go on without a window. */
  tellKeepRunning(): void {
    for (const session of this.#open.values()) session.then(opened => this.#attach(opened)).catch(() => undefined); // it has ended
  }

  dispose(): void {
    for (const session of this.#open.values()) session.then(opened => opened.dispose(), () => undefined);
    this.#open.clear();
  }

  #session({ status }: Run): Promise<Session> {
    const socket = status.owner!.socket!;
    let session = this.#open.get(socket);
    if (session === undefined) this.#open.set(socket, session = this.#connect(socket));
    return session;
  }

  async #connect(socket: string): Promise<Session> {
    try {
      const session = await this.training.connect(socket);
      void session.closed.then(() => this.#open.delete(socket));
      await this.#attach(session);
      return session;
    } catch (error) {
      this.#open.delete(socket);
      throw error;
    }
  }

  async #attach(session: Session): Promise<void> {
    await session.request('attach', { keepRunning: this.keepRunning() });
  }
}
