import type { Kernels, Pointer } from '../kernels/kernels.ts';
import { F32 } from './fusedCell.ts';
import type { FusedCell, Places } from './fusedCell.ts';
import { lstmCell } from './lstmCell.ts';
import { padded } from './padding.ts';

type PeepholePlaces = Record<'p' | 'dp' | 'packedW' | 'packedWt' | 'a' | 'da' | 'h' | 'c' | 's' | 'dh' | 'dc' | 'mask', Pointer>;

/** An LSTM whose gates see its cells: assembly/lstm.ts with p. Everything else is as in an LSTM. */
export function peepholeLstmCell(kernels: Kernels, n: number): FusedCell {
  const N = padded(n);
  const lstm = lstmCell(kernels, n);
  return {
    ...lstm,
    forward(at, tau, B) {
      const { packedW, p, a, h, c, s, mask } = at as PeepholePlaces & Places;
      kernels.peepholeLstmForward(tau, B, n, packedW, p, a, h, c, s, mask);
    },
    backward(at, steps, B) {
      const { packedWt, p, a, c, s, dh, dc, mask } = at as PeepholePlaces & Places;
      kernels.peepholeLstmBackward(steps, B, n, packedWt, p, a, c, s, dh, dc, mask);
    },
    /** ∂L/∂p is ∂L/∂a times the cell each gate sees: i and f the one before, o the new one. */
    differentiateParameters(at, steps, B) {
      const { da, c, dp } = at as PeepholePlaces & Places;
      lstm.differentiateParameters(at, steps, B);
      const [rows, row, after] = [steps * B, N * F32, c + B * N * F32];
      kernels.sumProducts(dp, da, 4 * N, c, N, rows, N);
      kernels.sumProducts(dp + row, da + row, 4 * N, c, N, rows, N);
      kernels.sumProducts(dp + 2 * row, da + 3 * row, 4 * N, after, N, rows, N);
    },
  };
}
