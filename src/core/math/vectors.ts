/** Σᵢ uᵢ·vᵢ */
export function dot(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return sum;
}

/** ‖v‖ */
export const length = (v: Float64Array): number => Math.sqrt(dot(v, v));
