import { EngineLost, NotFinite } from '../../core/train/engine.ts';
import type { Channel } from './channel.ts';
import type { EngineMethod, EngineParams, EngineReply, EngineResult } from './messages.ts';
import { pack, unpack } from './packing.ts';

/** Signs of life come each second. Counted in looks, not by a clock: a machine that slept has not waited. */
const silentSeconds = 30;
const lookMilliseconds = 1000;
/** Nothing that is asked at once takes so long; compiling the shaders of what is asked for the first time lets no sign of life through. */
const slowSeconds = 180;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  /** So long the other side may be silent over it, in seconds. */
  readonly patience: number;
  /** Looks since it was asked. */
  looks: number;
}

/** The asking side of an engine elsewhere. Every request settles: by its answer, or by `EngineLost`. */
export class EngineClient {
  readonly #waiting = new Map<number, Waiting>();
  /** What was answered before. */
  readonly #known = new Set<EngineMethod>();
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
    return new Promise((resolve, reject) => {
      const answered = (result: unknown): void => {
        this.#known.add(method);
        resolve(result as EngineResult<M>);
      };
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve: answered, reject, patience: this.#known.has(method) ? silentSeconds : slowSeconds, looks: 0 });
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
      const waiting = [...this.#waiting.values()];
      const slowest = Math.max(...waiting.map(each => ++each.looks));
      if (slowest > slowSeconds) this.#lose(`The panel's graphics card did not answer within ${slowSeconds} s.`);
      else if (this.#silentLooks > Math.max(...waiting.map(({ patience }) => patience))) this.#lose(`The panel gave no sign of life for ${silentSeconds} s.`);
      else this.#watch();
    }, lookMilliseconds);
  }
}

function errorOf({ message, notFinite }: Extract<EngineReply, { kind: 'error' }>): Error {
  return notFinite ? new NotFinite(notFinite.tensor, notFinite.value) : new Error(message);
}
