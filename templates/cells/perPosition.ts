/// <reference path="./unfold.d.ts" />
import { add, defineCell, matMul, slice, tanh, type Sizes } from 'unfold';

/**
 * What a recurrent network is compared with (the opening of chapter 10): a feedforward network that reads the whole sequence, with
 * parameters of its own for each position.
 *
 *   a⁽ᵗ⁾ = a⁽ᵗ⁻¹⁾ + x⁽ᵗ⁾·U⁽ᵗ⁾     so that a⁽ᵗ⁾ = [x⁽¹⁾, …, x⁽ᵗ⁾]·[U⁽¹⁾; …; U⁽ᵗ⁾]
 *   h⁽ᵗ⁾ = tanh(b + a⁽ᵗ⁾)
 *
 * U is U⁽¹⁾ above U⁽²⁾ above …: for whole sequences, read forward. As many positions as tau are an option: { "kind": "./cells/NAME.ts", "positions": 30 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { positions = 30 } }: Sizes) => ({
  state: { h: n, a: n },
  parameters: {
    U: { shape: [positions * nX, n], taps: positions, initialiser: 'glorot' },
    b: { shape: [n], initialiser: 'zeros' },
  },

  step({ U, b }, { a: before }, x, { t }) {
    if (t >= positions) throw new Error(`There are parameters for ${positions} positions, and none for position ${t + 1}.`);
    const Ut = slice(U, [t * nX, 0], [nX, n]);       // [nX, n]
    const a = add(before, matMul(x, Ut));            // [B, n]
    const h = tanh(add(b, a));                       // [B, n]
    return { state: { h, a } };
  },
}));
