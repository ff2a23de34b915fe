import type { Spectrum } from '../../../src/protocol/preview.ts';

/** The largest magnitude of an eigenvalue. */
export function spectralRadius({ re, im }: Spectrum['blocks'][number]): number {
  return re.reduce((radius, real, k) => Math.max(radius, Math.hypot(real, im[k]!)), 0);
}
