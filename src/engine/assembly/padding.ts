import { F32 } from './lanes';

/** Rows are a multiple of 4 wide; what lies beyond the n columns that count stays 0, whatever an infinite number would make of it. */
// @ts-ignore: decorator
@inline
export function clearPadding(row: usize, n: i32, N: i32): void {
  for (let j = n; j < N; j++) store<f32>(row + <usize>j * F32, 0);
}

/** Whether sequence b of a step's mask has no element there. Without a mask every one has. */
// @ts-ignore: decorator
@inline
export function isMasked(mask: usize, b: i32): bool {
  return mask != 0 && load<f32>(mask + <usize>b * F32) == 0;
}
