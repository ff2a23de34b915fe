import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type LstmPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'a' | 'da' | 'h' | 'c' | 's' | 'dh' | 'dc' | 'mask' | 'scratch', Pointer>;

/** Long short-term memory: assembly/lstm.ts. */
export function lstmCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  return {
    blocks: 4, gates: ['i', 'f', 'g', 'o'], states: ['h', 'c'],
    packed: { packedW: packedSize(N, 4 * N), packedWt: packedSize(4 * N, N) },
    overTime: { a: 4 * N, h: N, c: N, s: N },
    spanBuffers: (span, B) => ({ dh: (span + 1) * B * N, dc: B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within: ({ a }) => ({ da: a! }),
    pack(at) {
      const { W, packedW, packedWt } = at as LstmPlaces & Places;
      kernels.pack(W, 4 * N, N, 4 * N, packedW);
      kernels.packTransposed(W, 4 * N, 4 * N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, a, h, c, s, mask } = at as LstmPlaces & Places;
      kernels.lstmForward(tau, B, n, packedW, a, h, c, s, mask);
    },
    backward(at, steps, B) {
      const { packedWt, a, c, s, dh, dc, mask } = at as LstmPlaces & Places;
      kernels.lstmBackward(steps, B, n, packedWt, a, c, s, dh, dc, mask);
    },
    differentiateParameters(at, steps, B) {
      const { h, da, dW, scratch } = at as LstmPlaces & Places;
      kernels.transposedProduct(h, N, da, 4 * N, dW, 4 * N, N, 4 * N, steps * B, 0, scratch);
    },
  };
}
