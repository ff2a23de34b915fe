import { add, expandDims, fill, greater, matMul, mul, reshape, softmax, tanh, where } from '@tensorflow/tfjs-core';
import type { Rank, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters, ReadSource, See } from '../cells/cell.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import type { AttentionSpec } from '../spec/experiment.ts';

/** Looks back at the states of an encoder; owns no tensors. */
export interface Attention {
  readonly parameters: readonly ParameterSpec[];
  /** What is compared of the states, the same at every step: hₛ·U. @param hs `[B, tauSource, nC]` @returns `[B, tauSource, size]` */
  keys(parameters: Parameters, hs: Tensor3D): Tensor3D;
  /** c, `[B, nC]`. @param h the decoder's one step before, `[B, n]` @param see is shown the weights as `attention`, and c as `context` */
  look(parameters: Parameters, h: Tensor2D, source: ReadSource, see: See): Tensor2D;
}

/** A score that leaves nothing after the softmax: e⁻¹⁰⁰⁰⁰⁰ is 0 in double precision too. */
const nothing = -1e5;

/**
 * Attention over the states of an encoder (section 12.4.5.1). The score of each is one of
 *
 *   eₛ⁽ᵗ⁾ = tanh(h⁽ᵗ⁻¹⁾·W + hₛ·U)·v            additive (Bahdanau et al. 2015, arXiv:1409.0473, appendix A.1.2)
 *   eₛ⁽ᵗ⁾ = (h⁽ᵗ⁻¹⁾·W)·(hₛ·U) / √size          dot product (Luong et al. 2015, arXiv:1508.04025; Vaswani et al. 2017, arXiv:1706.03762)
 *
 * and the decoder reads
 *
 *   α⁽ᵗ⁾ = softmax(e⁽ᵗ⁾)
 *   c⁽ᵗ⁾ = Σₛ αₛ⁽ᵗ⁾ hₛ
 *
 * Where a source has no element, α is exactly 0.
 * @param n columns of the decoder's h @param nC columns of hₛ
 */
export function attention({ kind, size }: AttentionSpec, n: number, nC: number): Attention {
  const matrix = (name: string, rows: number, columns: number): ParameterSpec => ({ name: `attention.${name}`, shape: [rows, columns], initialiser: { kind: 'glorot', blocks: 1 } });
  const score = kind === 'additive' ? additive : dotProduct;
  return {
    parameters: [matrix('W', n, size), matrix('U', nC, size), ...(kind === 'additive' ? [matrix('v', size, 1)] : [])],

    keys: (parameters, hs) => rowwise(hs, parameters['attention.U'] as Tensor2D),

    look(parameters, h, { hs, keys, mask }, see) {
      const q: Tensor2D = matMul(h, parameters['attention.W'] as Tensor2D);            // [B, size]
      const all = score(q, keys!, parameters);                               // [B, tauSource]
      const e: Tensor2D = mask ? where(greater(mask, 0), all, fill<Rank.R2>(all.shape, nothing)) : all;
      const alpha = see('attention', softmax<Tensor2D>(e));                // [B, tauSource]
      const c = matMul(expandDims(alpha, 1) as Tensor3D, hs!);               // [B, 1, nC]
      return see('context', reshape(c, [h.shape[0], nC]) as Tensor2D);
    },
  };
}

function additive(q: Tensor2D, keys: Tensor3D, parameters: Parameters): Tensor2D {
  const e = rowwise(tanh(add<Tensor3D>(expandDims(q, 1), keys)), parameters['attention.v'] as Tensor2D);  // [B, tauSource, 1]
  return reshape(e, [keys.shape[0], keys.shape[1]]);
}

function dotProduct(q: Tensor2D, keys: Tensor3D): Tensor2D {
  const e: Tensor = matMul(keys, expandDims(q, 2) as Tensor3D);              // [B, tauSource, 1]
  return mul(1 / Math.sqrt(q.shape[1]), reshape(e, [keys.shape[0], keys.shape[1]]));
}

/** The rows of all steps times a matrix, `[B, tauSource, n]·[n, m]`. */
function rowwise(rows: Tensor3D, matrix: Tensor2D): Tensor3D {
  const [B, tau, n] = rows.shape;
  return reshape(matMul(reshape(rows, [B * tau, n]) as Tensor2D, matrix), [B, tau, matrix.shape[1]]);
}
