import type { CellConstants } from '../../core/cells/cell.ts';
import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type SkipPlaces = Record<'S' | 'dS' | 'packedS' | 'packedSt' | 'past' | 'dpast' | 'da' | 'far' | 'gaps' | 'last' | 'mask' | 'scratch', Pointer>;
type BothPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'h' | 'da' | 'scratch', Pointer>;

/** A tanh layer whose only connection through time is the skip: assembly/skip.ts. b + x·U lies where h of its step will. */
export function skipOnlyCell(kernels: Kernels, n: number, { d: delays }: CellConstants): FusedCell {
  const N = padded(n);
  const d = delays![0]!;
  return {
    blocks: 1, gates: [], reach: d, states: Array.from({ length: d }, (_, i) => (i === 0 ? 'h' : `h${i + 1}`)),
    packed: { packedS: packedSize(N, N), packedSt: packedSize(N, N) },
    overTime: { past: N, dpast: N, gaps: 1 },
    spanBuffers: (span, B) => ({ da: span * B * N, far: span * B * N, last: d * B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within({ past, dpast }, B) {
      const step = B * N * F32;
      return { h: past! + (d - 1) * step, dh: dpast! + (d - 1) * step, a: past! + d * step };
    },
    pack(at) {
      const { S, packedS, packedSt } = at as SkipPlaces & Places;
      kernels.pack(S, N, N, N, packedS);
      kernels.packTransposed(S, N, N, N, packedSt);
    },
    forward(at, tau, B) {
      const { packedS, past, far, gaps, last, mask } = at as SkipPlaces & Places;
      kernels.skipForward(tau, B, n, d, at['packedW'] ?? 0, packedS, past, far, gaps, last, mask);
    },
    spreadLast(at, tau, B) {
      const { dpast, mask } = at as SkipPlaces & Places;
      kernels.skipSpreadLast(tau, B, n, d, dpast, mask);
    },
    backward(at, steps, B) {
      const { packedSt, da, past, dpast, far, gaps, mask } = at as SkipPlaces & Places;
      kernels.skipBackward(steps, B, n, d, at['packedWt'] ?? 0, packedSt, da, past, dpast, far, gaps, mask);
    },
    differentiateParameters(at, steps, B) {
      const { past, far, gaps, da, dS, mask, scratch } = at as SkipPlaces & Places;
      if (mask) kernels.skipRead(steps, B, n, past, gaps, far);
      kernels.transposedProduct(mask ? far : past, N, da, N, dS, N, N, N, steps * B, 0, scratch);
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
      const { h, da, dW, scratch } = at as BothPlaces & Places;
      cell.differentiateParameters(at, steps, B);
      kernels.transposedProduct(h, N, da, N, dW, N, N, N, steps * B, 0, scratch);
    },
  };
}
