import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type TanhPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'a' | 'da' | 'h' | 'dh' | 'mask' | 'scratch', Pointer>;

/** The plain recurrent layer: assembly/tanh.ts. b + x·U lies where h of its step will. */
export function tanhCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  return {
    blocks: 1, gates: [], states: ['h'],
    packed: { packedW: packedSize(N, N), packedWt: packedSize(N, N) },
    overTime: { h: N },
    spanBuffers: (span, B) => ({ da: span * B * N, dh: (span + 1) * B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within: ({ h }, B) => ({ a: h! + B * N * F32 }),
    pack(at) {
      const { W, packedW, packedWt } = at as TanhPlaces & Places;
      kernels.pack(W, N, N, N, packedW);
      kernels.packTransposed(W, N, N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, a, h, mask } = at as TanhPlaces & Places;
      kernels.tanhForward(tau, B, n, packedW, a, h, mask);
    },
    backward(at, steps, B) {
      const { packedWt, da, h, dh, mask } = at as TanhPlaces & Places;
      kernels.tanhBackward(steps, B, n, packedWt, da, h, dh, mask);
    },
    differentiateParameters(at, steps, B) {
      const { h, da, dW, scratch } = at as TanhPlaces & Places;
      kernels.transposedProduct(h, N, da, N, dW, N, N, N, steps * B, 0, scratch);
    },
  };
}
