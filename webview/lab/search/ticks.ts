/** Round numbers between two ends, in steps of 1, 2 or 5 times a power of ten; with eight at most, four at least. */
export function ticksBetween(from: number, to: number, most = 8): number[] {
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The same on an axis of factors: evenly where there is less than one to five, else 1, 2, 5, 10, …, else powers of ten, few enough of them. */
export function ticksByFactors(from: number, to: number): number[] {
  if (to / from < 5) return ticksBetween(from, to);
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const decades = Array.from({ length: Math.max(0, last - first + 2) }, (_, i) => first - 1 + i);
  if (decades.length > 4) return decades.slice(1).filter((power) => power % Math.ceil(decades.length / 8) === 0).map((power) => Number(`1e${power}`));
  return decades.flatMap((power) => [1, 2, 5].map((factor) => Number(`${factor}e${power}`))).filter((tick) => tick >= from && tick <= to);
}
