/** Counts of numbers in equal bins from `min` to `max`, which belongs to the last; one bin where the two are equal. Non-finite numbers are left out. */
export class Histogram {
  readonly counts: number[];
  readonly #min: number;
  readonly #width: number;
  /** The width of a range may be beyond float64; that of its half is not. */
  readonly #scale: number;

  /** `min` ≤ `max`, both finite. */
  constructor(min: number, max: number, bins: number) {
    this.counts = new Array<number>(min === max ? 1 : bins).fill(0);
    this.#scale = Number.isFinite(max - min) ? 1 : 0.5;
    this.#min = min * this.#scale;
    this.#width = max * this.#scale - this.#min;
  }

  /** Numbers from `min` to `max`. */
  add(values: ArrayLike<number>): void {
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!;
      if (Number.isFinite(value)) this.counts[this.#bin(value)]!++;
    }
  }

  #bin(value: number): number {
    const last = this.counts.length - 1;
    return last === 0 ? 0 : Math.min(last, Math.floor(((value * this.#scale - this.#min) / this.#width) * this.counts.length));
  }
}
