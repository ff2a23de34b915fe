import { exp4, sigmoid4 } from './activations';
import { F32, fma, LANES, sumLanes, VECTOR } from './lanes';
import { logarithm } from './logarithm';
import { clearPadding, isMasked } from './padding';

/*
 * Each takes the logits o, `[rows, N]` of which n columns count (N is n rounded up to 4), turns them into scale·∂L/∂o, and returns
 * the sum of the losses, added up in float64. A row that does not count, by the mask `[rows]`, has no loss and no gradient; 0 in its
 * place: all count.
 */

/** −log ŷ_y in nats, ŷ = softmax(o); ∂L/∂o = ŷ − y (10.18). @param y the class of each row, int32 */
export function softmaxCrossEntropy(o: usize, y: usize, mask: usize, rows: i32, n: i32, scale: f32): f64 {
  const N = (n + 3) & ~3;
  let total: f64 = 0;
  for (let row = 0; row < rows; row++, o += <usize>N * F32, y += 4) {
    if (isMasked(mask, row)) {
      memory.fill(o, 0, <usize>N * F32);
      continue;
    }
    const right = o + <usize>load<i32>(y) * F32;
    for (let j = n; j < N; j++) store<f32>(o + <usize>j * F32, -f32.MAX_VALUE); // has no share of the sum
    const largest = maximum(o, N);
    const distance = <f64>largest - <f64>load<f32>(right);
    const sum = exponentiate(o, N, largest);
    total += logarithm(<f64>sum) + distance;
    multiply(o, N, scale / sum);
    clearPadding(o, n, N);
    store<f32>(right, load<f32>(right) - scale);
  }
  return total;
}

/** The sum over the columns of (o − y)²; ∂L/∂o = 2(o − y). @param y `[rows, N]` */
export function squaredError(o: usize, y: usize, mask: usize, rows: i32, n: i32, scale: f32): f64 {
  const N = (n + 3) & ~3;
  const twice = f32x4.splat(2 * scale);
  let total: f64 = 0;
  for (let row = 0; row < rows; row++, o += <usize>N * F32, y += <usize>N * F32) {
    if (isMasked(mask, row)) {
      memory.fill(o, 0, <usize>N * F32);
      continue;
    }
    let sum = f32x4.splat(0);
    for (let at: usize = 0; at < <usize>N * F32; at += VECTOR) {
      v128.store(o + at, f32x4.sub(v128.load(o + at), v128.load(y + at)));
    }
    clearPadding(o, n, N);
    for (let at: usize = 0; at < <usize>N * F32; at += VECTOR) {
      const difference = v128.load(o + at);
      sum = fma(difference, difference, sum);
      v128.store(o + at, f32x4.mul(difference, twice));
    }
    total += <f64>sumLanes(sum);
  }
  return total;
}

/** The sum over the columns of −y·log ŷ − (1 − y)·log(1 − ŷ), ŷ = σ(o); ∂L/∂o = ŷ − y. @param y `[rows, N]`, from 0 to 1 */
export function binaryCrossEntropy(o: usize, y: usize, mask: usize, rows: i32, n: i32, scale: f32): f64 {
  const N = (n + 3) & ~3;
  let total: f64 = 0;
  for (let row = 0; row < rows; row++, o += <usize>N * F32, y += <usize>N * F32) {
    if (isMasked(mask, row)) {
      memory.fill(o, 0, <usize>N * F32);
      continue;
    }
    for (let j: usize = 0; j < <usize>n; j++) total += crossEntropyOf(load<f32>(o + j * F32), load<f32>(y + j * F32));
    for (let at: usize = 0; at < <usize>N * F32; at += VECTOR) {
      v128.store(o + at, f32x4.mul(f32x4.sub(sigmoid4(v128.load(o + at)), v128.load(y + at)), f32x4.splat(scale)));
    }
    clearPadding(o, n, N);
  }
  return total;
}

/** −y·log σ(o) − (1 − y)·log(1 − σ(o)) = max(o, 0) − o·y + log(1 + e^−|o|), which does not overflow. */
// @ts-ignore: decorator
@inline
function crossEntropyOf(o: f32, y: f32): f64 {
  const e = f32x4.extract_lane(exp4(f32x4.splat(-abs(o))), 0);
  return <f64>max(o, 0) - <f64>o * <f64>y + logarithm(1 + <f64>e);
}

/** Of those that are numbers: a NaN may be missed, which makes the sum of the powers NaN. */
// @ts-ignore: decorator
@inline
function maximum(row: usize, N: i32): f32 {
  let most = v128.load(row);
  for (let j = LANES; j < N; j += LANES) most = f32x4.pmax(most, v128.load(row + <usize>j * F32));
  return max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}

/** Each becomes e to the power of itself less the largest. @returns their sum */
// @ts-ignore: decorator
@inline
function exponentiate(row: usize, N: i32, largest: f32): f32 {
  const most = f32x4.splat(largest);
  let sum = f32x4.splat(0);
  for (const end = row + <usize>N * F32; row < end; row += VECTOR) {
    const e = exp4(f32x4.sub(v128.load(row), most));
    v128.store(row, e);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}

// @ts-ignore: decorator
@inline
function multiply(row: usize, N: i32, factor: f32): void {
  const f = f32x4.splat(factor);
  for (const end = row + <usize>N * F32; row < end; row += VECTOR) v128.store(row, f32x4.mul(v128.load(row), f));
}
