import { add, concat, div, matMul, mul, pow, relu, reshape, sigmoid, slice, softmax, softplus, split, sqrt, square, sub, sum, tanh, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { cellFacts } from '../spec/cellFacts.ts';
import type { CellSpec } from '../spec/experiment.ts';
import { ntmHeads } from '../spec/ntmHeads.ts';
import type { Cell, Parameters, State } from './cell.ts';
import { recurrentInitialiser } from './recurrentInitialiser.ts';

/**
 * Neural Turing machine (section 10.12; Graves, Wayne & Danihelka 2014, arXiv:1410.5401): a controller k that writes to and reads from
 * a memory M of N rows of `width` numbers by way of heads, each of which says how much it looks at every row.
 *
 *   k⁽ᵗ⁾ = tanh(b + x⁽ᵗ⁾·U + r⁽ᵗ⁻¹⁾·Ur), or an LSTM of the same
 *   q = bK + k⁽ᵗ⁾·K                              of every head, side by side: κ, β, g, s, γ, and e, a of a head that writes
 *   w_c = softmax(β K[κ, M(i)])                  by content, K the cosine                                     (5, 6)
 *   w_g = g w_c + (1 − g) w⁽ᵗ⁻¹⁾                 or where it was                                              (7)
 *   w_s(i) = Σⱼ w_g(i − j) s(j)                  shifted, all the way round                                   (8)
 *   w⁽ᵗ⁾(i) = w_s(i)^γ / Σⱼ w_s(j)^γ             sharpened                                                    (9)
 *   M⁽ᵗ⁾(i) = M⁽ᵗ⁻¹⁾(i) ⊙ Π (1 − w⁽ᵗ⁾(i) e) + Σ w⁽ᵗ⁾(i) a   of heads that write: all erase, then all add   (3, 4)
 *   r⁽ᵗ⁾ = Σᵢ w⁽ᵗ⁾(i) M⁽ᵗ⁾(i)                    then each head that reads                                 (2)
 *   h⁽ᵗ⁾ = k⁽ᵗ⁾ + r⁽ᵗ⁾·P
 *
 * β = softplus, g = σ, s = softmax, γ = 1 + softplus, e = σ, κ and a = tanh of their part of q. A state of zeros is the beginning:
 * `memory` is M less its first value, 10⁻⁶ everywhere, `looks` is all w less their first, softmax(w0), which is learnt. Where a state is
 * carried over an update of w0, a share may come out a little below 0, which has no power: (9) takes it for 0.
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
      { name: 'Ur', shape: [heads * width, blocks * n], initialiser: { kind: 'glorot', blocks } },
      ...(blocks === 4 ? [{ name: 'W', shape: [n, 4 * n], initialiser: recurrentInitialiser('orthogonal', n, 4) }] : []),
      { name: 'b', shape: [blocks * n], initialiser: { kind: 'zeros' } },
      { name: 'K', shape: [n, parts.total], initialiser: { kind: 'glorot', blocks: 1 } },
      { name: 'bK', shape: [parts.total], initialiser: { kind: 'zeros' } },
      { name: 'w0', shape: [2 * heads * N], initialiser: { kind: 'constant', values: Array.from({ length: 2 * heads * N }, (_, i) => (i % N === 0 ? atFirst : 0)) } },
      { name: 'P', shape: [heads * width, n], initialiser: { kind: 'glorot', blocks: 1 } },
    ],

    step(parameters, state, x, { see = (_, value) => value }) {
      const { K, bK, w0, P } = parameters as NtmParameters;
      const { k: made, c } = control(parameters, state, x);
      const k = see('k', made!);
      const { asked, e, a } = instructions(add<Tensor2D>(bK, matMul(k, K)), spec);
      const first = reshape(softmax(reshape(w0, [2 * heads, N]) as Tensor2D), [1, 2 * heads * N]) as Tensor2D;
      const before = reshape(add(state['looks']!, first), [-1, 2 * heads, N]) as Tensor3D;            // [B, 2·heads, N]
      const old = add<Tensor3D>(reshape(state['memory']!, [-1, N, width]) as Tensor3D, firstMemory);  // [B, N, width]
      const looks = look(asked, old, before, spec);                                                   // [B, 2·heads, N]; those that write come first
      const [writes, reads] = split(looks, 2, 1) as [Tensor3D, Tensor3D];                             // [B, heads, N]
      const written = see('M', reshape(write(old, writes, e, a), [-1, N * width]) as Tensor2D);       // [B, N·width]
      const M = reshape(written, [-1, 1, N, width]);
      const r = see('r', reshape(sum(mul(reshape(reads, [-1, heads, N, 1]), M), 2), [-1, heads * width]) as Tensor2D); // [B, heads·width]
      const h = add<Tensor2D>(k, matMul(r, P));                                                       // [B, n]
      const memory = sub<Tensor2D>(written, firstMemory);
      const flat = (w: Tensor3D): Tensor2D => reshape(w, [-1, w.shape[1] * N]);
      return {
        state: { h, memory, looks: sub<Tensor2D>(flat(looks), first), r, ...(c && { k, c }) }, output: h,
        gates: { write: flat(writes), read: flat(reads) },
      };
    },
  };
}

const firstMemory = 1e-6;
/** Of the first row, before a softmax: a head begins at one row, not a little at all others too, which it would write a little of everything to. */
const atFirst = 10;
/** Keeps a division from zero and a logarithm from minus infinity. */
const little = 1e-8;

/** k of the controller, and the c of an LSTM. */
function control(parameters: Parameters, state: State, x: Tensor2D): State {
  const { U, Ur, W, b } = parameters as NtmParameters;
  const a = add<Tensor2D>(b, add(matMul(x, U), matMul(state['r']!, Ur)));                              // [B, n] or [B, 4n]
  if (!W) return { k: tanh(a) };
  const [ai, af, ag, ao] = split(add<Tensor2D>(a, matMul(state['k']!, W)), 4, 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
  const c = add<Tensor2D>(mul(sigmoid(af), state['c']!), mul(sigmoid(ai), tanh(ag)));                 // [B, n]
  return { k: mul<Tensor2D>(sigmoid(ao), tanh(c)), c };
}

/** q by what it is for: κ, β, g, s, γ of every head, `[B, 2·heads, …]`, and e, a of those that write, `[B, heads, width]` each. */
function instructions(q: Tensor2D, { width, heads, shift }: NtmSpec): { asked: Tensor3D; e: Tensor3D; a: Tensor3D } {
  const looking = width + 3 + (2 * shift + 1);
  const [writers, readers] = split<Tensor2D>(q, [heads * (looking + 2 * width), heads * looking], 1) as [Tensor2D, Tensor2D];
  const [own, e, a] = split(reshape(writers, [-1, heads, looking + 2 * width]), [looking, width, width], 2) as [Tensor3D, Tensor3D, Tensor3D];
  return { asked: concat([own, reshape(readers, [-1, heads, looking]) as Tensor3D], 1), e: sigmoid(e), a: tanh(a) };
}

/** Where the heads look, w⁽ᵗ⁾, `[B, 2·heads, N]`. @param M `[B, N, width]` @param before w⁽ᵗ⁻¹⁾ */
function look(asked: Tensor3D, M: Tensor3D, before: Tensor3D, { width, shift, slots: N }: NtmSpec): Tensor3D {
  const [key, beta, gate, shifts, gamma] = split(asked, [width, 1, 1, 2 * shift + 1, 1], 2) as Five<Tensor3D>;
  const kappa = tanh(key);                                                                            // [B, 2·heads, width]
  const heads = kappa.shape[1];
  const along = sum(mul(reshape(M, [-1, 1, N, width]), reshape(kappa, [-1, heads, 1, width])), 3);    // [B, 2·heads, N]
  const squares = mul(reshape(sum(square(M), 2), [-1, 1, N]), sum(square(kappa), 2, true));
  const wc = softmax(mul<Tensor3D>(softplus(beta), div(along, sqrt(add(squares, little)))));          // [B, 2·heads, N]
  const g = sigmoid(gate);                                                                            // [B, 2·heads, 1]
  const wg = add<Tensor3D>(mul(g, wc), mul(sub(1, g), before));
  const ws = shift === 0 ? wg : shifted(wg, softmax(shifts));
  const sharp = pow<Tensor3D>(add(relu(ws), little), add(1, softplus(gamma)));
  return div(sharp, sum(sharp, 2, true));
}

/** Row i of what comes is row i − j of what was, all the way round, by the share s(j). @param s `[B, 2·heads, 2·shift + 1]` */
function shifted(wg: Tensor3D, s: Tensor3D): Tensor3D {
  const [, heads, N] = wg.shape;
  const ways = s.shape[2];
  const rows = matMul<Tensor2D>(reshape(wg, [-1, N]), tensor2d(turns(N, ways), [N, ways * N]));       // [B·2·heads, ways·N]
  return sum(mul(reshape(rows, [-1, heads, ways, N]), reshape(s, [-1, heads, ways, 1])), 2);
}

/** A matrix `[N, ways·N]` of ones and zeros: side by side those that move a row on by −shift … shift. */
function turns(N: number, ways: number): Float32Array {
  const matrix = new Float32Array(N * ways * N);
  const shift = (ways - 1) / 2;
  for (let j = 0; j < ways; j++) for (let i = 0; i < N; i++) matrix[((((i - j + shift) % N) + N) % N) * ways * N + j * N + i] = 1;
  return matrix;
}

/** What one head adds, another does not erase at the same step. @param w `[B, heads, N]` @param e, a `[B, heads, width]` */
function write(M: Tensor3D, w: Tensor3D, e: Tensor3D, a: Tensor3D): Tensor3D {
  const heads = Array.from({ length: w.shape[1] }, (_, head) => ({ rows: reshape(ofHead(w, head), [-1, w.shape[2], 1]) as Tensor3D, head }));
  const erased = heads.reduce((left, { rows, head }) => mul<Tensor3D>(left, sub(1, mul(rows, ofHead(e, head)))), M);  // [B, N, width]
  return heads.reduce((all, { rows, head }) => add<Tensor3D>(all, mul(rows, ofHead(a, head))), erased);               // [B, N, width]
}

const ofHead = (all: Tensor3D, head: number): Tensor3D => (all.shape[1] === 1 ? all : slice(all, [0, head, 0], [-1, 1, -1]));

type NtmSpec = CellSpec & { kind: 'ntm' };
type NtmParameters = { U: Tensor2D; Ur: Tensor2D; W?: Tensor2D; b: Tensor1D; K: Tensor2D; bK: Tensor1D; w0: Tensor1D; P: Tensor2D };
type Five<T> = [T, T, T, T, T];
