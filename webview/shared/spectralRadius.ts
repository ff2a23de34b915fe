/** The largest magnitude of an eigenvalue. */
export function spectralRadius({ re, im }: { readonly re: readonly number[]; readonly im: readonly number[] }): number {
  return re.reduce((radius, real, k) => Math.max(radius, Math.hypot(real, im[k]!)), 0);
}
