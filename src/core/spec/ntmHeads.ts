import type { CellSpec } from './experiment.ts';

type NtmSpec = Extract<CellSpec, { kind: 'ntm' }>;

/**
 * What the controller of a Neural Turing machine says to its heads, numbers for each: of each head that writes, then of each that
 * reads. κ (`width`), β, g, s (2 · `shift` + 1), γ; to a head that writes also e and a (`width` each).
 */
export function ntmHeads({ width, heads, shift }: Pick<NtmSpec, 'width' | 'heads' | 'shift'>): { sizes: number[]; total: number } {
  const looking = width + 3 + (2 * shift + 1);
  const sizes = [...Array<number>(heads).fill(looking + 2 * width), ...Array<number>(heads).fill(looking)];
  return { sizes, total: sizes.reduce((total, size) => total + size, 0) };
}
