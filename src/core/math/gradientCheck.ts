/**
 * The gradient of a scalar function by central differences, (f(x + ε) − f(x − ε)) / 2ε for each element.
 * Meant for float64: the error falls as ε², until rounding of f takes over at about 10⁻¹⁶ / ε.
 * @param x changed in place while it runs, and put back
 */
export function numericalGradient(f: () => number, x: { [index: number]: number; readonly length: number }, epsilon = 1e-5): number[] {
  return Array.from({ length: x.length }, (_, i) => {
    const value = x[i]!;
    x[i] = value + epsilon;
    const above = f();
    x[i] = value - epsilon;
    const below = f();
    x[i] = value;
    return (above - below) / (2 * epsilon);
  });
}

/** The largest difference of two gradients, relative to the largest element of either. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    largest = Math.max(largest, Math.abs(a[i]!), Math.abs(b[i]!));
  }
  return largest === 0 ? 0 : difference / largest;
}
