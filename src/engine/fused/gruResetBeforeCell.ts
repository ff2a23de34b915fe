import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type GruPlaces = Record<
  'W' | 'dW' | 'packedWru' | 'packedWrut' | 'packedWg' | 'packedWgt' | 'a' | 'da' | 'q' | 'h' | 'dh' | 'dq' | 'mask' | 'scratch', Pointer>;

/** The gated recurrent unit with its reset gate before the product: assembly/gruResetBefore.ts. */
export function gruResetBeforeCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  const ofG = 2 * N * F32; // where the columns of g begin
  return {
    blocks: 3, gates: ['r', 'u', 'g'], states: ['h'],
    packed: { packedWru: packedSize(N, 2 * N), packedWrut: packedSize(2 * N, N), packedWg: packedSize(N, N), packedWgt: packedSize(N, N) },
    overTime: { a: 3 * N, q: N, h: N },
    spanBuffers: (span, B) => ({ dh: (span + 1) * B * N, dq: B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within: ({ a }) => ({ da: a! }),
    pack(at) {
      const { W, packedWru, packedWrut, packedWg, packedWgt } = at as GruPlaces & Places;
      kernels.pack(W, 3 * N, N, 2 * N, packedWru);
      kernels.packTransposed(W, 3 * N, 2 * N, N, packedWrut);
      kernels.pack(W + ofG, 3 * N, N, N, packedWg);
      kernels.packTransposed(W + ofG, 3 * N, N, N, packedWgt);
    },
    forward(at, tau, B) {
      const { packedWru, packedWg, a, q, h, mask } = at as GruPlaces & Places;
      kernels.gruResetBeforeForward(tau, B, n, packedWru, packedWg, a, q, h, mask);
    },
    backward(at, steps, B) {
      const { packedWrut, packedWgt, a, h, dh, dq, mask } = at as GruPlaces & Places;
      kernels.gruResetBeforeBackward(steps, B, n, packedWrut, packedWgt, a, h, dh, dq, mask);
    },
    differentiateParameters(at, steps, B) {
      const { h, q, da, dW, scratch } = at as GruPlaces & Places;
      kernels.transposedProduct(h, N, da, 3 * N, dW, 3 * N, N, 2 * N, steps * B, 0, scratch);
      kernels.transposedProduct(q, N, da + ofG, 3 * N, dW + ofG, 3 * N, N, N, steps * B, 0, scratch);
    },
  };
}
