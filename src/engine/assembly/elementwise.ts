import { exp4, sigmoid4, tanh4 } from './activations';
import { F32, VECTOR } from './lanes';

// Activations of whole arrays: `to` may be `from`, `count` is any.

export function hyperbolicTangents(from: usize, to: usize, count: i32): void {
  const end = to + (<usize>count << 2);
  for (; to + VECTOR <= end; from += VECTOR, to += VECTOR) v128.store(to, tanh4(v128.load(from)));
  for (; to < end; from += F32, to += F32) store<f32>(to, f32x4.extract_lane(tanh4(v128.load_splat<f32>(from)), 0));
}

export function sigmoids(from: usize, to: usize, count: i32): void {
  const end = to + (<usize>count << 2);
  for (; to + VECTOR <= end; from += VECTOR, to += VECTOR) v128.store(to, sigmoid4(v128.load(from)));
  for (; to < end; from += F32, to += F32) store<f32>(to, f32x4.extract_lane(sigmoid4(v128.load_splat<f32>(from)), 0));
}

export function exponentials(from: usize, to: usize, count: i32): void {
  const end = to + (<usize>count << 2);
  for (; to + VECTOR <= end; from += VECTOR, to += VECTOR) v128.store(to, exp4(v128.load(from)));
  for (; to < end; from += F32, to += F32) store<f32>(to, f32x4.extract_lane(exp4(v128.load_splat<f32>(from)), 0));
}
