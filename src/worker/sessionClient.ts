import type { Channel } from '../engine/remote/channel.ts';
import type { RpcHandlers } from '../protocol/rpc.ts';
import type { SessionRequests } from '../protocol/session.ts';
import { attachParams, lendParams, setParams } from '../protocol/sessionParams.ts';
import type { LendingDesk } from './lendingDesk.ts';
import type { Session } from './session.ts';

/** One client of a session, from its connection to `leave`. */
export class SessionClient {
  #attached = false;

  /** @param makeChannel turns this client's connection round, once what was asked is answered */
  constructor(private readonly session: Session, private readonly desk: LendingDesk, private readonly makeChannel: () => Channel) {}

  readonly handlers: RpcHandlers<SessionRequests> = {
    attach: async params => this.#attach(attachParams(params).keepRunning),
    pause: () => this.session.pause().then(this.#step),
    step: () => this.session.step().then(this.#step),
    resume: () => this.session.resume().then(this.#step),
    stop: () => this.session.stop(),
    checkpoint: async () => ({ checkpoint: await this.session.checkpoint() }),
    sample: () => this.session.sample().then(nothing),
    set: async params => {
      const { knob, value } = setParams(params);
      return this.session.set(knob, value).then(nothing);
    },
    lend: async params => ({ wanted: await this.desk.offer(lendParams(params).renderer, this.makeChannel) }),
  };

  leave(): void {
    if (this.#attached) this.session.attendance.leave();
    this.#attached = false;
  }

  #attach(keepRunning: boolean): SessionRequests['attach']['result'] {
    if (this.#attached) this.session.attendance.leave();
    this.session.attendance.enter(keepRunning);
    this.#attached = true;
    return { state: this.session.progress.state, step: this.session.progress.step };
  }

  readonly #step = (): { step: number } => ({ step: this.session.progress.step });
}

const nothing = (): Record<string, never> => ({});
