/** A column as the model sees it: mean 0 and deviation 1 over the part it was fitted to. */
export interface Scale {
  readonly name: string;
  readonly mean: number;
  /** Standard deviation (divided by n); 1 for a column that never changes. */
  readonly deviation: number;
}

/** @param values the part of the column that is trained on */
export function fitScale(name: string, values: Float64Array): Scale {
  // Loops: there may be a million of them, and somebody waits.
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { name, mean, deviation: isConstant(values) ? 1 : Math.sqrt(squares / values.length) };
}

/** A column that the model sees as it is. */
export const ownUnits = (name: string): Scale => ({ name, mean: 0, deviation: 1 });

export function isConstant(values: Float64Array): boolean {
  return values.every(value => value === values[0]);
}

/** Whether the squares of float64 numbers did not do for it: they overflowed, or vanished. */
export function isExtreme({ mean, deviation }: Scale): boolean {
  return !(Number.isFinite(mean) && Number.isFinite(deviation) && deviation > 0);
}

export function standardise(value: number, { mean, deviation }: Scale): number {
  return (value - mean) / deviation;
}

/** Back to the column's own units. */
export function restoreUnits(value: number, { mean, deviation }: Scale): number {
  return mean + value * deviation;
}

/** For people: in the column's own units, to about a ten-thousandth of its deviation. */
export function writeInUnits(value: number, scale: Scale): string {
  const decimals = Math.min(100, Math.max(0, 4 - Math.floor(Math.log10(scale.deviation))));
  return String(Number(restoreUnits(value, scale).toFixed(decimals)));
}
