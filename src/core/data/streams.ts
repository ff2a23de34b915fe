import type { Batch } from './batch.ts';

/**
 * One long sequence of symbols cut into `batchSize` contiguous streams that run side by side, and each stream into
 * windows of tau: row b of window w goes on where row b of window w − 1 ended. The target of a symbol is the next one.
 * What is left over at the end of a stream is not used.
 */
export class Streams {
  readonly windows: number;
  readonly #streamLength: number;

  /** @param size number of classes */
  constructor(
    private readonly symbols: Int32Array,
    private readonly size: number,
    private readonly batchSize: number,
    private readonly tau: number,
  ) {
    this.#streamLength = Math.floor((symbols.length - 1) / batchSize);
    this.windows = Math.floor(this.#streamLength / tau);
  }

  /** `32×64`: streams side by side, and tau. */
  get shape(): string {
    return `${this.batchSize}×${this.tau}`;
  }

  /** @param window from 0 */
  batch(window: number): Batch {
    const { batchSize, tau, size } = this;
    const x = new Int32Array(batchSize * tau);
    const y = new Int32Array(batchSize * tau);
    for (let b = 0; b < batchSize; b++) {
      const start = b * this.#streamLength + window * tau;
      x.set(this.symbols.subarray(start, start + tau), b * tau);
      y.set(this.symbols.subarray(start + 1, start + tau + 1), b * tau);
    }
    return {
      batchSize, tau, continues: window > 0,
      x: { kind: 'indices', size, tau, data: x },
      y: { kind: 'indices', size, tau, data: y },
    };
  }
}
