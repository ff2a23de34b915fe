import type { Batch } from '../../core/data/batch.ts';

/** Batches that come one by one: whoever puts one waits until it is taken. */
export class BatchQueue {
  #waiting: { readonly batch: Batch | undefined; readonly taken: () => void } | undefined;
  #arrived: () => void = () => undefined;
  #closed = false;

  /** @param batch undefined: there are no more */
  put(batch: Batch | undefined): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise(taken => {
      this.#waiting = { batch, taken };
      this.#arrived();
    });
  }

  async *batches(): AsyncGenerator<Batch> {
    for (;;) {
      if (this.#waiting === undefined) await new Promise<void>(arrived => { this.#arrived = arrived; });
      const { batch, taken } = this.#waiting!;
      this.#waiting = undefined;
      taken();
      if (batch === undefined) return;
      yield batch;
    }
  }

  /** Nobody takes any more. */
  close(): void {
    this.#closed = true;
    this.#waiting?.taken();
  }
}
