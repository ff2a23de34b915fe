import type { WhoReads } from '../lab/labHandlers.ts';

type Reading = Required<Omit<WhoReads, 'overtaken'>>;

/**
 * What was read last, as long as nothing changed: once for all who wait for it, and given up when all of them gave it up, or wait for something
 * else by now. What could not be read is tried again.
 */
export class SharedReading<T> {
  #last: Shared<T> | undefined;

  /** @throws the reason of the signal that is aborted */
  get(key: string, read: (reading: Reading) => Promise<T>, who: WhoReads = {}): Promise<T> {
    who.signal?.throwIfAborted();
    who.overtaken?.throwIfAborted();
    if (this.#last?.key === key && !this.#last.isGivenUp) return this.#last.for(who);
    this.#last?.endIfOvertaken();
    const last = this.#last = new Shared(key, read);
    last.made.catch(() => { if (this.#last === last) this.#last = undefined; });
    return last.for(who);
  }
}

class Shared<T> {
  readonly made: Promise<T>;
  readonly #end = new AbortController();
  /** Nobody any more once it is made. */
  readonly #waiting = new Set<WhoReads>();
  #isRead = false;

  constructor(readonly key: string, read: (reading: Reading) => Promise<T>) {
    this.made = read({ signal: this.#end.signal, onProgress: share => { for (const { onProgress } of this.#waiting) onProgress?.(share); } });
    void this.made.then(() => { this.#isRead = true; }, () => undefined).then(() => this.#waiting.clear());
  }

  get isGivenUp(): boolean {
    return this.#end.signal.aborted;
  }

  for(who: WhoReads): Promise<T> {
    if (this.#isRead) return this.made;
    if (who.signal) this.#hear(who.signal);
    this.#waiting.add(who);
    return this.made;
  }

  endIfOvertaken(): void {
    const [first, ...more] = [...this.#waiting].map(({ overtaken }) => overtaken);
    if (first?.aborted && more.every(overtaken => overtaken?.aborted)) this.#end.abort(first.reason);
  }

  /** Until it is made: a signal may live longer, and would keep what was read. */
  #hear(signal: AbortSignal): void {
    if ([...this.#waiting].some(who => who.signal === signal)) return;
    const giveUp = (): void => this.#giveUp(signal);
    const forget = (): void => signal.removeEventListener('abort', giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    void this.made.then(forget, forget);
  }

  #giveUp(signal: AbortSignal): void {
    for (const who of this.#waiting) if (who.signal === signal) this.#waiting.delete(who);
    if (this.#waiting.size === 0 && !this.#isRead) this.#end.abort(signal.reason);
  }
}
