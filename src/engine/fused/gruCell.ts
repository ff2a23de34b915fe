import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type GruPlaces = Record<'W' | 'dW' | 'bW' | 'dbW' | 'packedW' | 'packedWt' | 'dBias' | 'a' | 'v' | 'h' | 'dh' | 'mask' | 'scratch', Pointer>;

/** The gated recurrent unit with its reset gate after the product: assembly/gru.ts. */
export function gruCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  return {
    blocks: 3, gates: ['r', 'u', 'g'], states: ['h'],
    packed: { packedW: packedSize(N, 3 * N), packedWt: packedSize(3 * N, N) },
    overTime: { a: 3 * N, v: 3 * N, h: N },
    spanBuffers: (span, B) => ({ dh: (span + 1) * B * N, dBias: 3 * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within: ({ a }) => ({ da: a! }),
    pack(at) {
      const { W, packedW, packedWt } = at as GruPlaces & Places;
      kernels.pack(W, 3 * N, N, 3 * N, packedW);
      kernels.packTransposed(W, 3 * N, 3 * N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, bW, a, v, h, mask } = at as GruPlaces & Places;
      kernels.gruForward(tau, B, n, packedW, bW, a, v, h, mask);
    },
    backward(at, steps, B) {
      const { packedWt, a, v, h, dh, mask } = at as GruPlaces & Places;
      kernels.gruBackward(steps, B, n, packedWt, a, v, h, dh, mask);
    },
    differentiateParameters(at, steps, B) {
      const { h, v, dW, dbW, dBias, scratch } = at as GruPlaces & Places;
      kernels.clear(dBias, 3 * N);
      kernels.transposedProduct(h, N, v, 3 * N, dW, 3 * N, N, 3 * N, steps * B, dBias, scratch);
      kernels.addTo(dbW, dBias + 2 * N * F32, N);
    },
  };
}
