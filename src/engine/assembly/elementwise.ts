import { exp4, tanh4 } from './activations';
import { VECTOR } from './lanes';

// Activations of whole arrays, in place. `count` is a multiple of 4.

export function hyperbolicTangents(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += VECTOR) v128.store(at, tanh4(v128.load(at)));
}

export function exponentials(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += VECTOR) v128.store(at, exp4(v128.load(at)));
}
