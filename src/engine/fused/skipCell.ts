import type { CellConstants } from '../../core/cells/cell.ts';
import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places, Sizes } from './fusedCell.ts';
import { padded } from './padding.ts';

type SkipPlaces = Record<'S' | 'dS' | 'packedS' | 'packedSt' | 'a' | 'da' | 'h' | 'h2' | 'dh' | 'dh2' | 'mask' | 'scratch', Pointer>;
type BothPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt', Pointer>;

/** A tanh layer whose only connection through time is the skip: assembly/skip.ts. */
export function skipOnlyCell(kernels: Kernels, n: number, { d }: CellConstants): FusedCell {
  const N = padded(n);
  const delay = d![0]!;
  const states = Array.from({ length: delay }, (_, i) => (i === 0 ? 'h' : `h${i + 1}`));
  const each = (names: readonly string[], size: number): Sizes => Object.fromEntries(names.map((name) => [name, size]));
  return {
    blocks: 1, gates: [], states,
    packed: { packedS: packedSize(N, N), packedSt: packedSize(N, N) },
    // Arrays of one size, taken one after another: as far from each other each.
    overTime: each(states, N),
    spanBuffers: (span, B) => ({
      da: span * B * N, dh: (span + 1) * B * N, ...each(states.slice(1).map((name) => `d${name}`), B * N), scratch: kernels.scratchOfTransposedProduct(N),
    }),
    within: ({ h }, B) => ({ a: h! + B * N * F32 }),
    pack(at) {
      const { S, packedS, packedSt } = at as SkipPlaces & Places;
      kernels.pack(S, N, N, N, packedS);
      kernels.packTransposed(S, N, N, N, packedSt);
    },
    forward(at, tau, B) {
      const { packedS, a, h, h2, mask } = at as SkipPlaces & Places;
      kernels.skipForward(tau, B, n, delay, at['packedW'] ?? 0, packedS, a, h, h2 - h, mask);
    },
    backward(at, steps, B) {
      const { packedSt, da, h, dh, dh2, mask } = at as SkipPlaces & Places;
      kernels.skipBackward(steps, B, n, delay, at['packedWt'] ?? 0, packedSt, da, h, dh, dh2, (at['dh3'] ?? dh2) - dh2, mask);
    },
    differentiateParameters(at, steps, B) {
      const { da, dS, scratch } = at as SkipPlaces & Places;
      kernels.transposedProduct(at[`h${delay}`]!, N, da, N, dS, N, N, N, steps * B, 0, scratch);
    },
  };
}

/** One that has W too. */
export function skipCell(kernels: Kernels, n: number, constants: CellConstants): FusedCell {
  const N = padded(n);
  const cell = skipOnlyCell(kernels, n, constants);
  return {
    ...cell,
    packed: { ...cell.packed, packedW: packedSize(N, N), packedWt: packedSize(N, N) },
    pack(at) {
      const { W, packedW, packedWt } = at as BothPlaces & Places;
      cell.pack(at);
      kernels.pack(W, N, N, N, packedW);
      kernels.packTransposed(W, N, N, N, packedWt);
    },
    differentiateParameters(at, steps, B) {
      const { h, da, dW, scratch } = at as SkipPlaces & BothPlaces & Places;
      cell.differentiateParameters(at, steps, B);
      kernels.transposedProduct(h, N, da, N, dW, N, N, N, steps * B, 0, scratch);
    },
  };
}
