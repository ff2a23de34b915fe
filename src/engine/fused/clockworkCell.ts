import type { CellConstants } from '../../core/cells/cell.ts';
import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32, packedSize } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { padded } from './padding.ts';

type ClockworkPlaces = Record<'W' | 'dW' | 'packedW' | 'packedWt' | 'joined' | 'T' | 'a' | 'da' | 'h' | 'clock' | 'dh' | 'mask' | 'scratch', Pointer>;

/**
 * Clockwork units: assembly/clockwork.ts. `joined` is W without the connections that there are not. ∂L/∂clock is the same before a
 * sequence as after it, since whether a unit is due has no derivative: `dclock` is left as it is.
 * @param constants T, the period of each unit
 */
export function clockworkCell(kernels: Kernels, n: number, { T: periods }: CellConstants): FusedCell {
  const N = padded(n);
  return {
    blocks: 1, gates: ['due'], states: ['h', 'clock'],
    packed: { packedW: packedSize(N, N), packedWt: packedSize(N, N), joined: N * N, T: N },
    overTime: { a: N, h: N, clock: N },
    spanBuffers: (span, B) => ({ dh: (span + 1) * B * N, dclock: B * N, scratch: kernels.scratchOfTransposedProduct(N) }),
    within: ({ a }) => ({ da: a! }),
    pack(at) {
      const { W, packedW, packedWt, joined, T } = at as ClockworkPlaces & Places;
      kernels.clear(T, N);
      periods!.forEach((period, unit) => kernels.put(T + unit * F32, period));
      kernels.keepSlower(W, T, N, joined);
      kernels.pack(joined, N, N, N, packedW);
      kernels.packTransposed(joined, N, N, N, packedWt);
    },
    forward(at, tau, B) {
      const { packedW, T, a, h, clock, mask } = at as ClockworkPlaces & Places;
      kernels.clockworkForward(tau, B, n, packedW, T, a, h, clock, mask);
    },
    backward(at, steps, B) {
      const { packedWt, a, h, dh, mask } = at as ClockworkPlaces & Places;
      kernels.clockworkBackward(steps, B, n, packedWt, a, h, dh, mask);
    },
    differentiateParameters(at, steps, B) {
      const { h, da, dW, T, scratch } = at as ClockworkPlaces & Places;
      kernels.transposedProduct(h, N, da, N, dW, N, N, N, steps * B, 0, scratch);
      kernels.keepSlower(dW, T, N, dW);
    },
  };
}
