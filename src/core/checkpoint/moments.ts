/**
 * Count, extremes, mean and variance of numbers that come in chunks. Each chunk's own two-pass moments are merged into the whole's,
 * which loses no digits where the mean is large against the deviation. NaN and infinities are only counted.
 *
 * @source Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample variances, 1982, equation 2.1
 */
export class Moments {
  finite = 0;
  nans = 0;
  infinities = 0;
  min = Infinity;
  max = -Infinity;
  mean = 0;
  #squares = 0;

  /** Square root of the mean squared distance from the mean (of the population: divided by n). */
  get standardDeviation(): number {
    return this.finite === 0 ? 0 : Math.sqrt(this.#squares / this.finite);
  }

  add(values: ArrayLike<number>): void {
    const { finite, sum } = this.#count(values);
    if (finite > 0) this.#merge(finite, sum / finite, squaresAround(sum / finite, values));
  }

  #count(values: ArrayLike<number>): { finite: number; sum: number } {
    let finite = 0;
    let sum = 0;
    for (let k = 0; k < values.length; k++) {
      const value = values[k]!;
      if (!Number.isFinite(value)) {
        if (Number.isNaN(value)) this.nans++;
        else this.infinities++;
        continue;
      }
      finite++;
      sum += value;
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
    }
    return { finite, sum };
  }

  #merge(finite: number, mean: number, squares: number): void {
    const all = this.finite + finite;
    const difference = mean - this.mean;
    this.mean += difference * (finite / all);
    this.#squares += squares + difference ** 2 * ((this.finite * finite) / all);
    this.finite = all;
  }
}

function squaresAround(mean: number, values: ArrayLike<number>): number {
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  return squares;
}
