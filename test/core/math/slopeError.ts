import { split } from '../../../src/core/math/random.ts';

/** A curve that bends much asks for the second, a slope so slight that rounding is seen for the first. A wrong gradient is wrong for both. */
const steps = [1e-5, 1e-6];
const small = 1e-7;

/**
 * How far a gradient is from central differences of f, relative to its largest element. They are taken along two directions at random,
 * each of which goes along every element, so that one wrong element is seen nearly as large as it is, and several do not cancel: what
 * each element by itself would tell, at 2 evaluations a direction in place of 2 an element.
 * @param x changed in place while it runs, and put back
 */
export function slopeError(gradient: ArrayLike<number>, f: () => number, x: { [index: number]: number; readonly length: number }): number {
  const random = split(1, 'noise');
  const start = Array.from(x);
  const size = Math.max(...Array.from(gradient, Math.abs));
  const errors = [1, 2].map(() => {
    const direction = start.map(() => (random.uniform() < 0.5 ? -1 : 1) * random.uniform(0.5, 1.5));
    const expected = direction.reduce((sum, each, i) => sum + each * gradient[i]!, 0);
    const at = (by: number): number => {
      start.forEach((value, i) => { x[i] = value + by * direction[i]!; });
      return f();
    };
    const errorWith = (step: number): number => {
      const error = Math.abs((at(step) - at(-step)) / (2 * step) - expected);
      return error === 0 ? 0 : error / size;
    };
    const first = errorWith(steps[0]!);
    return first < small ? first : Math.min(first, errorWith(steps[1]!));
  });
  start.forEach((value, i) => { x[i] = value; });
  return Math.max(...errors);
}
