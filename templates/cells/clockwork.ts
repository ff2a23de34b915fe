/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, mul, step as heaviside, sub, tanh, type Sizes } from 'unfold';

/**
 * Clockwork network (section 10.9.3; Koutník et al. 2014): units in modules, each with a period T, and connections removed: a slow module
 * does not read a fast one.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + h⁽ᵗ⁻¹⁾·(W ⊙ M)     M is 1 from unit i to unit j where Tᵢ ≥ Tⱼ, else 0
 *   h⁽ᵗ⁾ = tanh(a⁽ᵗ⁾)                       in the units with t mod T = 0; the others keep h⁽ᵗ⁻¹⁾
 *
 * The state counts the time: the clock of a unit is at 0 where it is due, and begins again after T steps.
 * The periods are an option, and one of them is 1: { "kind": "./cells/NAME.ts", "periods": [1, 2, 4, 8] }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { periods = [1, 2, 4, 8] } }: Sizes) => {
  const T = Array.from({ length: n }, (_, unit) => periods[Math.floor((unit * periods.length) / n)]);
  const M = T.map(from => T.map(to => Number(from >= to)));
  return {
    state: { h: n, clock: n },
    parameters: {
      U: { shape: [nX, n], initialiser: 'glorot' },
      W: { shape: [n, n], initialiser: { kind: 'masked', of: 'orthogonal', mask: M } },
      b: { shape: [n], initialiser: 'zeros' },
    },

    step({ U, W, b }, { h: before, clock }, x) {
      const a = add(b, add(matMul(x, U), matMul(before, mul(W, M))));    // [B, n]
      const due = heaviside(sub(1, clock));                              // [B, n], 1 where the clock is at 0, else 0
      const h = add(mul(due, tanh(a)), mul(sub(1, due), before));        // [B, n]
      const later = add(clock, 1);                                       // [B, n]
      const round = heaviside(sub(add(later, 1), T));                    // [B, n], 1 where it has come to T, else 0
      return { state: { h, clock: sub(later, mul(round, T)) }, gates: { due } };
    },
  };
});
