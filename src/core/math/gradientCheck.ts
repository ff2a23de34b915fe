/**
 * The gradient of a scalar function by central differences of fourth order, for each element
 *
 *   (8 (f(x + ε) − f(x − ε)) − (f(x + 2ε) − f(x − 2ε))) / 12ε
 *
 * Meant for float64: the error falls as ε⁴, until rounding of f takes over at about 10⁻¹⁶ / ε.
 * @param x changed in place while it runs, and put back
 */
export function numericalGradient(f: () => number, x: { [index: number]: number; readonly length: number }, epsilon = 1e-5): number[] {
  return Array.from({ length: x.length }, (_, i) => {
    const value = x[i]!;
    const at = (steps: number) => {
      x[i] = value + steps * epsilon;
      return f();
    };
    const gradient = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * epsilon);
    x[i] = value;
    return gradient;
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
