import { EngineLost, NotFinite } from '../../core/train/engine.ts';
import type { Channel } from './channel.ts';
import type { EngineMethod, EngineParams, EngineReply, EngineResult } from './messages.ts';
import { pack, unpack } from './packing.ts';

/**
 * Signs of life come each second; compiling the shaders of a first step lets none through for a while. Counted in looks, not by
 * a clock: a machine that slept has not waited.
 */
const silentSeconds = 30;
const lookMilliseconds = 1000;
/** Nothing that is asked at once takes so long. */
const slowSeconds = 180;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Looks since it was asked. */
  looks: number;
}

/** The asking side of an engine elsewhere. Every request settles: by its answer, or by `EngineLost`. */
export class EngineClient {
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #silentLooks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost: EngineLost | undefined;

  constructor(private readonly channel: Channel) {
    channel.listen({ message: message => this.#hear(unpack(message) as EngineReply), closed: reason => this.#lose(reason) });
  }

  /** @throws EngineLost; NotFinite; Error with the sentence of the other side */
  ask<M extends EngineMethod>(method: M, params: EngineParams<M>): Promise<EngineResult<M>> {
    if (this.#lost) return Promise.reject(this.#lost);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject, looks: 0 });
      this.channel.send(pack({ id, method, params }));
      this.#watch();
    });
  }

  /** Asks for something whose answer is nobody's concern. */
  tell<M extends EngineMethod>(method: M, params: EngineParams<M>): void {
    this.ask(method, params).catch(() => undefined); // a loss shows at the next question
  }

  close(): void {
    this.#lose('The engine is no longer used.');
  }

  #hear(reply: EngineReply): void {
    this.#silentLooks = 0;
    switch (reply.kind) {
      case 'result': return this.#settle(reply.id)?.resolve(reply.result);
      case 'error': return this.#settle(reply.id)?.reject(errorOf(reply));
      case 'lost': return this.#lose(reply.reason);
      case 'beat': return;
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #lose(reason: string): void {
    if (this.#lost) return;
    this.#lost = new EngineLost(reason);
    clearTimeout(this.#timer);
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(this.#lost);
    this.channel.close();
  }

  /** Looks each second, while something is waited for. */
  #watch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.size === 0) return;
      this.#silentLooks++;
      const slowest = Math.max(...[...this.#waiting.values()].map(waiting => ++waiting.looks));
      if (this.#silentLooks > silentSeconds) this.#lose(`The panel gave no sign of life for ${silentSeconds} s.`);
      else if (slowest > slowSeconds) this.#lose(`The panel's graphics card did not answer within ${slowSeconds} s.`);
      else this.#watch();
    }, lookMilliseconds);
  }
}

function errorOf({ message, notFinite }: Extract<EngineReply, { kind: 'error' }>): Error {
  return notFinite ? new NotFinite(notFinite.tensor, notFinite.value) : new Error(message);
}
