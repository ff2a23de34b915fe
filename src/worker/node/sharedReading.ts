import type { WhoReads } from '../lab/labHandlers.ts';

/** What was read last, as long as nothing changed: once for all who wait for it, and given up when all of them gave it up. What could not be read is tried again. */
export class SharedReading<T> {
  #last: Shared<T> | undefined;

  /** @throws the signal's reason where it is aborted */
  get(key: string, read: (reading: Required<WhoReads>) => Promise<T>, who: WhoReads = {}): Promise<T> {
    who.signal?.throwIfAborted();
    if (this.#last?.key === key && !this.#last.isGivenUp) return this.#last.for(who);
    const last = this.#last = new Shared(key, read);
    last.made.catch(() => { if (this.#last === last) this.#last = undefined; });
    return last.for(who);
  }
}

class Shared<T> {
  readonly made: Promise<T>;
  readonly #end = new AbortController();
  readonly #told = new Set<(share: number) => void>();
  readonly #waiting = new Set<AbortSignal | undefined>();
  #isRead = false;

  constructor(readonly key: string, read: (reading: Required<WhoReads>) => Promise<T>) {
    this.made = read({ signal: this.#end.signal, onProgress: share => { for (const tell of this.#told) tell(share); } });
    void this.made.then(() => { this.#isRead = true; }, () => undefined);
  }

  get isGivenUp(): boolean {
    return this.#end.signal.aborted;
  }

  for({ signal, onProgress }: WhoReads): Promise<T> {
    if (this.#isRead) return this.made;
    if (onProgress) this.#told.add(onProgress);
    if (signal && !this.#waiting.has(signal)) signal.addEventListener('abort', () => this.#giveUp(signal), { once: true });
    this.#waiting.add(signal);
    return this.made;
  }

  #giveUp(signal: AbortSignal): void {
    this.#waiting.delete(signal);
    if (this.#waiting.size === 0 && !this.#isRead) this.#end.abort(signal.reason);
  }
}
