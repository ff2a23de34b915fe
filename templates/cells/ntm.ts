/// <reference path="./unfold.d.ts" />
import { add, addN, concat, defineCell, div, matMul, mul, pow, relu, reshape, sigmoid, slice, softmax, softplus, split, sqrt, square, sub, sum, tanh, type Sizes, type Tensor } from 'unfold';

/**
 * Neural Turing machine (section 10.12; Graves, Wayne & Danihelka 2014): an LSTM k that writes to and reads from a memory M of N rows of
 * `width` numbers, by way of heads, each of which says how much it looks at every row.
 *
 *   a⁽ᵗ⁾ = b + x⁽ᵗ⁾·U + r⁽ᵗ⁻¹⁾·Ur + k⁽ᵗ⁻¹⁾·W     of i, f, g and o of the LSTM, side by side
 *   c⁽ᵗ⁾ = σ(a_f) ⊙ c⁽ᵗ⁻¹⁾ + σ(aᵢ) ⊙ tanh(a_g)
 *   k⁽ᵗ⁾ = σ(aₒ) ⊙ tanh(c⁽ᵗ⁾)
 *   q = bK + k⁽ᵗ⁾·K                              of every head: κ, β, g, s, γ, and e, a of a head that writes
 *   w_c = softmax(β K[κ, M(i)])                  by content, K the cosine                  (5, 6)
 *   w_g = g w_c + (1 − g) w⁽ᵗ⁻¹⁾                 or where it was                           (7)
 *   w_s(i) = Σⱼ w_g(i − j) s(j)                  shifted, all the way round                (8)
 *   w⁽ᵗ⁾(i) = w_s(i)^γ / Σⱼ w_s(j)^γ             sharpened                                 (9)
 *   M⁽ᵗ⁾(i) = M⁽ᵗ⁻¹⁾(i) ⊙ Π (1 − w⁽ᵗ⁾(i) e) + Σ w⁽ᵗ⁾(i) a   of heads that write: all erase, then all add   (3, 4)
 *   r⁽ᵗ⁾ = Σᵢ w⁽ᵗ⁾(i) M⁽ᵗ⁾(i)                    then each head that reads                 (2)
 *   h⁽ᵗ⁾ = k⁽ᵗ⁾ + r⁽ᵗ⁾·P
 *
 * β = softplus, g = σ, s = softmax, γ = 1 + softplus, e = σ, κ and a = tanh of their part of q. A state of zeros is the beginning:
 * `memory` is M less its first value, 10⁻⁶, and `looks` is all w less their first, softmax(w0), which is learnt. Where a state is carried
 * over an update of w0, a share may come out a little below 0, which has no power: (9) takes it for 0, by a relu.
 * The sizes are options: { "kind": "./cells/NAME.ts", "slots": 24, "width": 12, "heads": 1, "shift": 1 }.
 */
export default defineCell(({ inputSize: nX, hiddenSize: n, options: { slots: N = 24, width = 12, heads = 1, shift = 1 } }: Sizes) => {
  const ways = 2 * shift + 1;
  const looking = width + 3 + ways;                                                       // numbers of q by which a head looks
  const writing = looking + 2 * width;
  return {
    state: { h: n, memory: N * width, looks: 2 * heads * N, r: heads * width, k: n, c: n },
    parameters: {
      U: { shape: [nX, 4 * n], initialiser: 'glorot', blocks: 4 },
      Ur: { shape: [heads * width, 4 * n], initialiser: 'glorot', blocks: 4 },
      W: { shape: [n, 4 * n], initialiser: 'orthogonal', blocks: 4 },
      b: { shape: [4 * n], initialiser: 'zeros' },
      K: { shape: [n, heads * (writing + looking)], initialiser: 'glorot' },
      bK: { shape: [heads * (writing + looking)], initialiser: 'zeros' },
      w0: { shape: [2 * heads * N], initialiser: { kind: 'constant', values: Array.from({ length: 2 * heads * N }, (_, i) => (i % N === 0 ? 10 : 0)) } },    // a head begins at the first row
      P: { shape: [heads * width, n], initialiser: 'glorot' },
    },

    step({ U, Ur, W, b, K, bK, w0, P }, { memory, looks, r: read, k: before, c: kept }, x) {
      const a = add(b, add(add(matMul(x, U), matMul(read, Ur)), matMul(before, W)));      // [B, 4n]
      const [ai, af, ag, ao] = split(a, 4, 1);                                            // [B, n] each
      const c = add(mul(sigmoid(af), kept), mul(sigmoid(ai), tanh(ag)));                  // [B, n]
      const k = mul(sigmoid(ao), tanh(c));                                                // [B, n]

      const q = add(bK, matMul(k, K));                                                    // [B, heads·(writing + looking)]
      const [writers, readers] = split(q, [heads * writing, heads * looking], 1);
      const [asked, erase, added] = split(reshape(writers, [-1, heads, writing]), [looking, width, width], 2);
      const w1 = reshape(softmax(reshape(w0, [2 * heads, N])), [1, 2 * heads * N]);       // [1, 2·heads·N]
      const M = add(reshape(memory, [-1, 1, N, width]), first);                           // [B, 1, N, width]
      const w = look(concat([asked, reshape(readers, [-1, heads, looking])], 1), M, reshape(add(looks, w1), [-1, 2 * heads, N]));    // [B, 2·heads, N]
      const [writes, reads] = split(w, 2, 1);                                             // [B, heads, N] each

      const rows = reshape(writes, [-1, heads, N, 1]);
      const parts = mul(rows, reshape(sigmoid(erase), [-1, heads, 1, width]));            // [B, heads, N, width]
      const erased = Array.from({ length: heads }, (_, head) => slice(parts, [0, head], [-1, 1])).reduce((left, part) => mul(left, sub(1, part)), M);
      const written = add(erased, sum(mul(rows, reshape(tanh(added), [-1, heads, 1, width])), 1, true));         // [B, 1, N, width]
      const r = reshape(sum(mul(reshape(reads, [-1, heads, N, 1]), written), 2), [-1, heads * width]);           // [B, heads·width]
      const h = add(k, matMul(r, P));                                                     // [B, n]
      const flat = (of: Tensor) => reshape(of, [-1, Number(of.shape[1]) * N]);
      return {
        state: { h, memory: reshape(sub(written, first), [-1, N * width]), looks: sub(flat(w), w1), r, k, c },
        gates: { write: flat(writes), read: flat(reads) },
      };
    },
  };

  /** w⁽ᵗ⁾ of every head from its part of q, `[B, 2·heads, looking]`, and w⁽ᵗ⁻¹⁾. */
  function look(asked: Tensor, M: Tensor, past: Tensor) {
    const [key, beta, gate, places, gamma] = split(asked, [width, 1, 1, ways, 1], 2);
    const kappa = reshape(tanh(key), [-1, 2 * heads, 1, width]);
    const squares = mul(sum(square(M), 3), sum(square(kappa), 3));                        // [B, 2·heads, N]
    const cosine = div(sum(mul(M, kappa), 3), sqrt(add(squares, little)));                // [B, 2·heads, N]
    const wc = softmax(mul(softplus(beta), cosine));
    const g = sigmoid(gate);                                                              // [B, 2·heads, 1]
    const wg = add(mul(g, wc), mul(sub(1, g), past));
    const round = concat([wg, wg], 2);
    const s = softmax(places);                                                            // of j = −shift … shift, [B, 2·heads, ways]
    const ws = addN(Array.from({ length: ways }, (_, i) => mul(slice(s, [0, 0, i], [-1, -1, 1]), slice(round, [0, 0, (N + shift - i) % N], [-1, -1, N]))));
    const sharp = pow(add(relu(ws), little), add(1, softplus(gamma)));
    return div(sharp, sum(sharp, 2, true));                                               // [B, 2·heads, N]
  }
});

const first = 1e-6;
/** Keeps a division from zero and a logarithm from minus infinity. */
const little = 1e-8;
