import { add, concat, div, matMul, mul, pow, reshape, sigmoid, slice, softmax, softplus, split, sqrt, square, sub, sum, tanh } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import { ntmHeads } from '../spec/ntmHeads.ts';
import type { Cell, Parameters, State } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Neural Turing machine (section 10.12; Graves, Wayne & Danihelka 2014, arXiv:1410.5401): a controller k that writes to and reads from
 * a memory M of N rows of `width` numbers by way of heads, each of which says how much it looks at every row.
 *
 *   k⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + r⁽ᵗ⁻¹⁾·R), or an LSTM of the same
 *   q = bK + k⁽ᵗ⁾·K                              of every head, side by side: κ, β, g, s, γ, and e, a of a head that writes
 *   w_c = softmax(β K[κ, M(i)])                  by content, K the cosine                                     (5, 6)
 *   w_g = g w_c + (1 − g) w⁽ᵗ⁻¹⁾                 or where it was                                              (7)
 *   w_s(i) = Σⱼ w_g(i − j) s(j)                  shifted, all the way round                                   (8)
 *   w⁽ᵗ⁾(i) = w_s(i)^γ / Σⱼ w_s(j)^γ             sharpened                                                    (9)
 *   M⁽ᵗ⁾(i) = M⁽ᵗ⁻¹⁾(i) ⊙ (1 − w⁽ᵗ⁾(i) e) + w⁽ᵗ⁾(i) a     first every head that writes                       (3, 4)
 *   r⁽ᵗ⁾ = Σᵢ w⁽ᵗ⁾(i) M⁽ᵗ⁾(i)                                then every head that reads                        (2)
 *   h⁽ᵗ⁾ = k⁽ᵗ⁾ + r⁽ᵗ⁾·P
 *
 * β = softplus, g = σ, s = softmax, γ = 1 + softplus, e = σ, κ and a = tanh of their part of q. A state of zeros is the beginning:
 * `memory` is M less its first value, 10⁻⁶ everywhere, `looks` is all w less their first, softmax(w0), which is learnt.
 */
export function ntm(spec: NtmSpec, nX: number, n: number): Cell {
  const { slots: N, width, heads } = spec;
  const { equations, blocks } = cellFacts(spec);
  const parts = ntmHeads(spec);
  return {
    kind: equations, inputSize: nX, hiddenSize: n,
    stateSizes: { h: n, memory: N * width, looks: 2 * heads * N, r: heads * width, ...(blocks === 4 && { k: n, c: n }) },
    parameters: [
      { name: 'U', shape: [nX, blocks * n], initialiser: { kind: 'glorot', blocks } },
      { name: 'R', shape: [heads * width, blocks * n], initialiser: { kind: 'glorot', blocks } },
      ...(blocks === 4 ? [{ name: 'W', shape: [n, 4 * n], initialiser: recurrentInitialiser('orthogonal', n, 4) }] : []),
      { name: 'b', shape: [blocks * n], initialiser: { kind: 'zeros' } },
      { name: 'K', shape: [n, parts.total], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'bK', shape: [parts.total], initialiser: { kind: 'zeros' } },
      { name: 'w0', shape: [2 * heads * N], initialiser: { kind: 'constant', values: Array.from({ length: 2 * heads * N }, (_, i) => (i % N === 0 ? 5 : 0)) } },
      { name: 'P', shape: [heads * width, n], initialiser: { kind: 'glorot', blocks: 1 } },
    ],

    step(parameters, state, x) {
      const { K, bK, w0, P } = parameters as NtmParameters;
      const controlled = control(parameters, state, x);
      const q = split<Tensor2D>(add<Tensor2D>(bK, matMul(controlled['k']!, K)), parts.sizes, 1);      // one of each head
      const first = reshape(softmax(reshape(w0, [2 * heads, N]) as Tensor2D), [1, 2 * heads * N]) as Tensor2D;
      const before = pieces(add<Tensor2D>(state['looks']!, first), 2 * heads);                        // [B, N] of each head
      let M = add<Tensor3D>(reshape(state['memory']!, [-1, N, width]) as Tensor3D, firstMemory);      // [B, N, width]
      const looks = q.map((own, head) => look(own, M, before[head]!, spec));                          // [B, N] of each head; those that write come first
      for (let head = 0; head < heads; head++) M = write(M, looks[head]!, q[head]!, width);
      const r = concat(looks.slice(heads).map((w) => sum<Tensor2D>(mul(reshape(w, [-1, N, 1]), M), 1)), 1); // [B, heads·width]
      const h = add<Tensor2D>(controlled['k']!, matMul(r, P));                                        // [B, n]
      const memory = reshape(sub(M, firstMemory), [-1, N * width]) as Tensor2D;
      return {
        state: { h, memory, looks: sub<Tensor2D>(concat(looks, 1), first), r, ...(blocks === 4 && controlled) }, output: h,
        gates: { write: concat(looks.slice(0, heads), 1), read: concat(looks.slice(heads), 1) },
      };
    },
  };
}

const firstMemory = 1e-6;
/** Keeps a division from zero and a logarithm from minus infinity. */
const little = 1e-8;

/** k of the controller, and the c of an LSTM. */
function control(parameters: Parameters, state: State, x: Tensor2D): State {
  const { U, R, W, b } = parameters as NtmParameters;
  const a = add<Tensor2D>(b, add(matMul(x, U), matMul(state['r']!, R)));                              // [B, n] or [B, 4n]
  if (!W) return { k: tanh(a) };
  const [ai, af, ag, ao] = split(add<Tensor2D>(a, matMul(state['k']!, W)), 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
  const c = add<Tensor2D>(mul(sigmoid(af), state['c']!), mul(sigmoid(ai), tanh(ag)));                 // [B, n]
  return { k: mul<Tensor2D>(sigmoid(ao), tanh(c)), c };
}

/** Where a head looks, w⁽ᵗ⁾. @param q what the controller says to it @param M `[B, N, width]` @param before w⁽ᵗ⁻¹⁾, `[B, N]` */
function look(q: Tensor2D, M: Tensor3D, before: Tensor2D, { width, shift }: NtmSpec): Tensor2D {
  const columns = [width, 1, 1, 2 * shift + 1, 1];
  const [key, beta, gate, shifts, gamma] = columns.map((size, i) => slice(q, [0, columns.slice(0, i).reduce((at, each) => at + each, 0)], [-1, size])) as Five<Tensor2D>;
  const kappa = tanh(key);                                                                            // [B, width]
  const along = sum<Tensor2D>(mul(M, reshape(kappa, [-1, 1, width])), 2);                             // [B, N]
  const lengths = sqrt(add<Tensor2D>(mul(sum(square(M), 2), sum(square(kappa), 1, true)), little));   // [B, N]
  const wc = softmax(mul<Tensor2D>(softplus(beta), div(along, lengths)));                             // [B, N]
  const g = sigmoid(gate);                                                                            // [B, 1]
  const wg = add<Tensor2D>(mul(g, wc), mul(sub(1, g), before));                                       // [B, N]
  const s = pieces(softmax(shifts), 2 * shift + 1);                                                   // [B, 1] each
  const ws = s.map((share, j) => mul<Tensor2D>(share, rolled(wg, j - shift))).reduce((a, b) => add<Tensor2D>(a, b)); // [B, N]
  const sharp = pow<Tensor2D>(add(ws, little), add(1, softplus(gamma)));                              // [B, N]
  return div(sharp, sum(sharp, 1, true));
}

function write(M: Tensor3D, w: Tensor2D, q: Tensor2D, width: number): Tensor3D {
  const at = q.shape[1] - 2 * width;
  const part = (begin: number): Tensor => reshape(slice(q, [0, begin], [-1, width]), [-1, 1, width]); // [B, 1, width]
  const [e, a] = [sigmoid(part(at)), tanh(part(at + width))];
  const rows = reshape(w, [-1, w.shape[1], 1]);                                                       // [B, N, 1]
  return add<Tensor3D>(mul(M, sub(1, mul(rows, e))), mul(rows, a));
}

/** Row i of what comes is row i − j of what was, all the way round. */
function rolled(w: Tensor2D, j: number): Tensor2D {
  if (j === 0) return w;
  const N = w.shape[1];
  const cut = j > 0 ? N - j : -j;
  return concat([slice(w, [0, cut], [-1, N - cut]), slice(w, [0, 0], [-1, cut])], 1);
}

const pieces = (values: Tensor2D, count: number): Tensor2D[] => (count === 1 ? [values] : split<Tensor2D>(values, count, 1));

type NtmSpec = CellSpec & { kind: 'ntm' };
type NtmParameters = { U: Tensor2D; R: Tensor2D; W?: Tensor2D; b: Tensor1D; K: Tensor2D; bK: Tensor1D; w0: Tensor1D; P: Tensor2D };
type Five<T> = [T, T, T, T, T];
