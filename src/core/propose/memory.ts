/** How far back a series is like itself. */
export interface SeriesMemory {
  /** Rows after which it comes round again, where it does. */
  readonly season?: number;
  /** Rows after which it has little to do with itself: its autocorrelation is below 1/e. */
  readonly fades: number;
}

/** Rows that are looked at, and lags. */
const [mostRows, mostLags] = [20_000, 1000];

/**
 * By the autocorrelation ρ(k) of what is left when a straight line is taken out. Its season is the first of its peaks, behind the first
 * trough, that is nearly as high as the highest of them, and higher than chance.
 */
export function memoryOf(series: Float64Array): SeriesMemory {
  const rho = autocorrelation(withoutTrend(series.subarray(0, mostRows)));
  const low = rho.findIndex(value => value < 1 / Math.E);
  const fades = low < 0 ? rho.length : low;
  const trough = rho.findIndex((value, k) => k > 0 && value < (rho[k + 1] ?? Infinity) && value < 0.5);
  const peaks = trough < 0 ? [] : Array.from(rho.keys()).filter(k => k > trough && k + 1 < rho.length && rho[k]! >= rho[k - 1]! && rho[k]! > rho[k + 1]!);
  const highest = Math.max(0, ...peaks.map(k => rho[k]!));
  const chance = Math.max(0.3, 3 / Math.sqrt(Math.min(series.length, mostRows)));
  const first = highest < chance ? undefined : peaks.find(k => rho[k]! >= 0.8 * highest);
  const season = first && peaks.filter(k => k >= first && k <= 1.2 * first).reduce((best, k) => (rho[k]! > rho[best]! ? k : best)); // noise roughens a broad one
  return { fades, ...(season !== undefined && season > 1 && { season }) };
}

/** How many rows a forecast should read: a season twice, more often where it is short and less where it is long; without one, four times as far as the series is like itself. */
export function windowOf({ season, fades }: SeriesMemory): number {
  if (season === undefined) return Math.min(64, Math.max(8, 4 * fades));
  return season > 256 ? 128 : season > 128 ? season : season * Math.max(2, Math.ceil(16 / season));
}

/** ρ(0) = 1, ρ(1), … up to a third of the series. */
function autocorrelation(x: Float64Array): number[] {
  const lags = Math.min(mostLags, Math.floor(x.length / 3));
  const square = x.reduce((sum, value) => sum + value * value, 0);
  return Array.from({ length: lags + 1 }, (_, k) => {
    if (square === 0) return Number(k === 0);
    let sum = 0;
    for (let t = k; t < x.length; t++) sum += x[t]! * x[t - k]!;
    return sum / square * x.length / (x.length - k); // of fewer products, each as much
  });
}

/** The straight line of least squares taken out. */
function withoutTrend(x: Float64Array): Float64Array {
  const n = x.length;
  const middle = (n - 1) / 2;
  const mean = x.reduce((sum, value) => sum + value, 0) / n;
  const [up, across] = x.reduce(([a, b], value, t) => [a + (t - middle) * (value - mean), b + (t - middle) ** 2], [0, 0]);
  const slope = across === 0 ? 0 : up / across;
  return x.map((value, t) => value - mean - slope * (t - middle));
}
