import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type TanhPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'a' | 'h' | 'dh' | 'mask' | 'scratch', Pointer>;

/** The plain recurrent layer: assembly/tanh.ts. */
export function tanhCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  return {
    blocks: 1, gates: [], states: ['h'],
    packed: { packedW: packedSize(N, N), packedWt: packedSize(N, N) },
    buffers: (tau, B) => ({ a: tau * B * N, h: (tau + 1) * B * N, dh: (tau + 1) * B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    pack(at) {
      const { W, packedW, packedWt } = at as TanhPlaces & Places;
      kernels.pack(W, N, N, N, packedW);
      kernels.packTransposed(W, N, N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, a, h, mask } = at as TanhPlaces & Places;
      kernels.tanhForward(tau, B, n, packedW, a, h, mask);
    },
    backward(at, tau, B) {
      const { packedWt, a, h, dh, mask } = at as TanhPlaces & Places;
      kernels.tanhBackward(tau, B, n, packedWt, a, h, dh, mask);
    },
    differentiateParameters(at, tau, B) {
      const { h, a, dW, scratch } = at as TanhPlaces & Places;
      kernels.transposedProduct(h, N, a, N, dW, N, N, N, tau * B, 0, scratch);
    },
  };
}
