import type { CellConstants } from '../../core/cells/cell.ts';
import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type LeakyPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'alpha' | 'a' | 'da' | 'h' | 'dh' | 'mask' | 'scratch', Pointer>;
type LearntPlaces = Record<'aAlpha' | 'daAlpha' | 'alpha' | 'dalpha', Pointer>;

/** Leaky units whose α is fixed: assembly/leaky.ts. */
export function leakyCell(kernels: Kernels, n: number, { alpha: alphas }: CellConstants): FusedCell {
  const cell = leakyUnits(kernels, n);
  return {
    ...cell,
    pack(at) {
      cell.pack(at);
      kernels.clear(at['alpha']!, padded(n));
      alphas!.forEach((alpha, unit) => kernels.put(at['alpha']! + unit * F32, alpha));
    },
  };
}

/** Leaky units whose α = σ(aAlpha) is learnt. */
export function leakyLearntCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  const cell = leakyUnits(kernels, n);
  return {
    ...cell,
    spanBuffers: (span, B) => ({ ...cell.spanBuffers(span, B), dalpha: span * B * N }),
    pack(at) {
      const { aAlpha, alpha } = at as LearntPlaces & Places;
      cell.pack(at);
      kernels.sigmoids(aAlpha, alpha, N);
    },
    differentiateParameters(at, steps, B) {
      const { dalpha, daAlpha } = at as LearntPlaces & Places;
      cell.differentiateParameters(at, steps, B);
      kernels.sumRows(daAlpha, dalpha, steps * B, N);
    },
  };
}

/** What both have in common: all but where α comes from. */
function leakyUnits(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  return {
    blocks: 1, gates: [], rows: ['alpha'], states: ['h'],
    packed: { packedW: packedSize(N, N), packedWt: packedSize(N, N), alpha: N },
    overTime: { a: N, h: N },
    spanBuffers: (span, B) => ({ dh: (span + 1) * B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within: ({ a }) => ({ da: a! }),
    pack(at) {
      const { W, packedW, packedWt } = at as LeakyPlaces & Places;
      kernels.pack(W, N, N, N, packedW);
      kernels.packTransposed(W, N, N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, alpha, a, h, mask } = at as LeakyPlaces & Places;
      kernels.leakyForward(tau, B, n, packedW, alpha, a, h, mask);
    },
    backward(at, steps, B) {
      const { packedWt, alpha, a, h, dh, mask } = at as LeakyPlaces & Places;
      kernels.leakyBackward(steps, B, n, packedWt, alpha, a, h, dh, at['dalpha'] ?? 0, mask);
    },
    differentiateParameters(at, steps, B) {
      const { h, da, dW, scratch } = at as LeakyPlaces & Places;
      kernels.transposedProduct(h, N, da, N, dW, N, N, N, steps * B, 0, scratch);
    },
  };
}
