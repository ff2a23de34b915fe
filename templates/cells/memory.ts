/// <reference path="./unfold.d.ts" />
import { add, concat, defineCell, matMul, mul, ones, reshape, slice, softmax, step as heaviside, sub, sum, type Sizes, type Tensor } from 'unfold';

/**
 * End-to-end memory network (section 10.12; Sukhbaatar et al. 2015): whatever was read stays in a memory, each element in a slot as it was,
 * and the element of now is a question to it.
 *
 *   mᵢ = x⁽ᵗ⁻ⁱ⁾·M + TMᵢ,   cᵢ = x⁽ᵗ⁻ⁱ⁾·C + TCᵢ     i = 1 … slots; TM and TC tell how long ago it was
 *   u = x⁽ᵗ⁾·U
 *   p = softmax(u·mᵢ)                              over the slots that are filled
 *   u ← u·H + Σᵢ pᵢ cᵢ                             as many times over as there are hops
 *   h⁽ᵗ⁾ = u
 *
 * The state is the memory, the youngest first: m and c side by side without TM and TC, and filled, 1 or 0 of each slot. M is the paper's A.
 * Both numbers are options: { "kind": "./cells/NAME.ts", "slots": 20, "hops": 3 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { slots = 20, hops = 3 } }: Sizes) => ({
  state: { h: n, m: slots * n, c: slots * n, filled: slots },
  parameters: {
    U: { shape: [nX, n], initialiser: 'glorot' },
    M: { shape: [nX, n], initialiser: 'glorot' },
    C: { shape: [nX, n], initialiser: 'glorot' },
    H: { shape: [n, n], initialiser: 'identity' },
    TM: { shape: [slots, n], initialiser: 'glorot' },
    TC: { shape: [slots, n], initialiser: 'glorot' },
  },

  step({ U, M, C, H, TM, TC }, { m, c, filled }, x) {
    const ms = add(reshape(m, [-1, slots, n]), TM);                                // [B, slots, n]
    const cs = add(reshape(c, [-1, slots, n]), TC);                                // [B, slots, n]
    const empty = mul(-100, heaviside(sub(1, filled)));                            // [B, slots], taken off the logit of an empty slot
    const looks = [];
    let u = matMul(x, U);                                                          // [B, n]
    for (let hop = 1; hop <= hops; hop++) {
      const p = softmax(add(empty, sum(mul(ms, reshape(u, [-1, 1, n])), 2)));      // [B, slots]
      u = add(matMul(u, H), sum(mul(reshape(p, [-1, slots, 1]), cs), 1));          // [B, n]
      looks.push([`hop${hop}`, p]);
    }
    const one = ones([Number(x.shape[0]), 1]);                                     // [B, 1]
    return { state: { h: u, m: pushed(m, matMul(x, M)), c: pushed(c, matMul(x, C)), filled: pushed(filled, one) }, gates: Object.fromEntries(looks) };
  },
}));

/** The new one before the others, of which the last falls out. */
function pushed(old: Tensor, fresh: Tensor) {
  return slice(concat([fresh, old], 1), [0, 0], old.shape);
}
