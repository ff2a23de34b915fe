import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type LstmPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'a' | 'h' | 'c' | 's' | 'dh' | 'dc' | 'mask' | 'scratch', Pointer>;

/** Long short-term memory: assembly/lstm.ts. */
export function lstmCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  return {
    blocks: 4, gates: ['i', 'f', 'g', 'o'], states: ['h', 'c'],
    packed: { packedW: packedSize(N, 4 * N), packedWt: packedSize(4 * N, N) },
    buffers: (tau, B) => ({
      a: tau * B * 4 * N, h: (tau + 1) * B * N, c: (tau + 1) * B * N, s: tau * B * N, dh: (tau + 1) * B * N, dc: B * N,
      scratch: kernels.scratchOfTransposedProduct(N),
    }),
    pack(at) {
      const { W, packedW, packedWt } = at as LstmPlaces & Places;
      kernels.pack(W, 4 * N, N, 4 * N, packedW);
      kernels.packTransposed(W, 4 * N, 4 * N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, a, h, c, s, mask } = at as LstmPlaces & Places;
      kernels.lstmForward(tau, B, n, packedW, a, h, c, s, mask);
    },
    backward(at, tau, B) {
      const { packedWt, a, c, s, dh, dc, mask } = at as LstmPlaces & Places;
      kernels.lstmBackward(tau, B, n, packedWt, a, c, s, dh, dc, mask);
    },
    differentiateParameters(at, tau, B) {
      const { h, a, dW, scratch } = at as LstmPlaces & Places;
      kernels.transposedProduct(h, N, a, 4 * N, dW, 4 * N, N, 4 * N, tau * B, 0, scratch);
    },
  };
}
