/** Points of several lines over the same x; null where a line has no value. */
export interface Lines {
  readonly x: number[];
  readonly ys: (number | null)[][];
}

/**
 * Lines between two x, thinned to what pixels can show: in each of `buckets` equal runs of points, the smallest and the
 * largest value of each line, in the order they came. No peak is lost. Few points are passed on as they are.
 * @param x ascending
 */
export function decimate(x: Float64Array, ys: readonly Float64Array[], from: number, to: number, buckets: number): Lines {
  const first = Math.max(0, lowerBound(x, from) - 1);
  const last = Math.min(x.length - 1, lowerBound(x, to));
  const count = last - first + 1;
  if (count <= buckets * 2) return { x: [...x.subarray(first, last + 1)], ys: ys.map((y) => Array.from(y.subarray(first, last + 1), finite)) };
  const edges = Array.from({ length: buckets + 1 }, (_, bucket) => first + Math.floor((bucket * count) / buckets));
  return { x: edges.slice(1).flatMap((end, bucket) => [x[edges[bucket]!]!, x[end - 1]!]), ys: ys.map((y) => extremes(y, edges)) };
}

function extremes(y: Float64Array, edges: readonly number[]): (number | null)[] {
  const points: (number | null)[] = [];
  for (let bucket = 0; bucket + 1 < edges.length; bucket++) {
    let low = -1;
    let high = -1;
    for (let i = edges[bucket]!; i < edges[bucket + 1]!; i++) {
      const value = y[i]!;
      if (!Number.isFinite(value)) continue;
      if (low < 0 || value < y[low]!) low = i;
      if (high < 0 || value > y[high]!) high = i;
    }
    points.push(low < 0 ? null : y[Math.min(low, high)]!, high < 0 ? null : y[Math.max(low, high)]!);
  }
  return points;
}

/** Index of the first element that is at least `value`; the length when there is none. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
