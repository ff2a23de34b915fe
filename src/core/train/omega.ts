import { abs, add, div, grad, greater, max, maximum, mul, onesLike, sqrt, square, sub, sum, where, zerosLike } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, StepContext } from '../cells/cell.ts';

/** Where Ω of one layer is taken: steps of one batch, all side by side, and all constants. */
export interface FlowPoints {
  /** h⁽ᵗ⁻¹⁾ `[rows, n]` */
  readonly h: Tensor2D;
  /** x⁽ᵗ⁾ `[rows, nX]` */
  readonly x: Tensor2D;
  /** ∂L/∂h⁽ᵗ⁾ along all paths, `[rows, n]` */
  readonly dh: Tensor2D;
}

const tiny = 1e-30;

/**
 * The regulariser that encourages information to flow back through time (equation 10.52; Pascanu, Mikolov & Bengio 2013,
 * arXiv:1211.5063, equation 9):
 *
 *   Ω = Σₜ (‖∂L/∂h⁽ᵗ⁾ · ∂h⁽ᵗ⁾/∂h⁽ᵗ⁻¹⁾‖ / ‖∂L/∂h⁽ᵗ⁾‖ − 1)²
 *
 * in the paper's form: ∂L/∂h⁽ᵗ⁾ and h⁽ᵗ⁻¹⁾ are held fixed, so that θ is in the one Jacobian only and no step waits for another. The
 * paper's state is before the nonlinearity, ours after it: here the Jacobian depends on θ by h⁽ᵗ⁾ as well. Of ∂L/∂h⁽ᵗ⁾ only the
 * direction matters; a step with none is left out.
 * @param cell one whose whole state is h, and whose step is the same at every t
 * @returns the sum over all rows
 */
export function omega(cell: Cell, parameters: Parameters, { h, x, dh }: FlowPoints, context: StepContext): Scalar {
  const direction = unit(dh);                                                                                    // [rows, n]
  const flow = grad((h: Tensor) => sum(mul(direction, cell.step(parameters, { h: h as Tensor2D }, x, context).state.h!)));
  const back = flow(h) as Tensor2D;                                                                               // [rows, n]
  const flows = greater(sum(square(direction), -1), 0);                                                          // [rows]
  const deviation = sub(length(back), 1);                                                                        // [rows]
  return sum(where(flows, square(deviation), zerosLike(deviation)));
}

/** Each row divided by its length; largest first, as the squares of a vanishing gradient are 0 in float32. */
function unit(rows: Tensor2D): Tensor2D {
  const largest = max(abs(rows), -1, true);                                                                      // [rows, 1]
  const scaled: Tensor2D = div(rows, where(greater(largest, 0), largest, onesLike(largest)));
  return div(scaled, maximum(sqrt(sum(square(scaled), -1, true)), tiny));
}

/** ‖·‖ of each row; its gradient where a row is 0 is 0. */
function length(rows: Tensor2D): Tensor1D {
  return sqrt(add(sum(square(rows), -1), tiny));
}
