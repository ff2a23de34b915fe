/**
 * Exponential running mean, corrected for its start as TensorBoard does: mₜ = w·mₜ₋₁ + (1 − w)·xₜ, shown as mₜ / (1 − wᵗ).
 * Values that are not finite are passed on and left out of the mean.
 * @param weight w, 0 (as it is) to just under 1
 */
export function smooth(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  const smoothed = new Float64Array(values.length);
  let mean = 0;
  let correction = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) {
      mean = weight * mean + (1 - weight) * value;
      correction *= weight;
    }
    smoothed[i] = Number.isFinite(value) ? mean / (1 - correction) : value;
  }
  return smoothed;
}
