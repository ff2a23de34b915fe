import { abs, add, concat, exp, log1p, logSumExp, matMul, neg, relu, sub } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameters, See } from '../cells/cell.ts';
import type { ParameterSpec } from '../math/initialisers.ts';

/** @param width columns of what it reads */
export function haltingParameters(width: number): ParameterSpec[] {
  return [{ name: 'halt.V', shape: [width, 1], initialiser: { kind: 'glorot', blocks: 1 } }, { name: 'halt.c', shape: [1], initialiser: { kind: 'zeros' } }];
}

/**
 * The unit that decides at each step whether the sequence ends there, a Bernoulli variable (section 10.2.3), beside the logits of
 * what comes if it does not:
 *
 *   s = halt.c + h·halt.V
 *   P(end) = σ(s)    P(k) = (1 − σ(s))·softmax(o)ₖ
 *
 * @param o of all classes but the end, `[rows, nO − 1]`
 * @returns log P of every class, the end last, `[rows, nO]`: logits whose softmax they are themselves
 */
export function withHalting(parameters: Parameters, o: Tensor2D, h: Tensor2D, see: See = (_, value) => value): Tensor2D {
  const { 'halt.V': V, 'halt.c': c } = parameters as { 'halt.V': Tensor2D; 'halt.c': Tensor1D };
  const s = see('halt', add<Tensor2D>(c, matMul(h, V)));                                // [rows, 1]
  const going = sub<Tensor2D>(sub(o, logSumExp(o, 1, true)), softplus(s));              // [rows, nO − 1]
  return concat([going, neg(softplus(neg(s)))], 1);
}

/** log(1 + eˢ) = −log σ(−s), which does not overflow. */
const softplus = (s: Tensor2D): Tensor2D => add(relu(s), log1p(exp(neg(abs(s)))));
