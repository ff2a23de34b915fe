import { abs, add, customGrad, div, exp, expandDims, logSumExp, log1p, mean, mul, neg, relu, sigmoid, softmax, squaredDifference, sub, sum } from '@tensorflow/tfjs-core';
import type { GradSaveFunc, Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { oneHotRows } from '../math/oneHotRows.ts';
import type { LossKind } from '../spec/experiment.ts';

/** What turns logits into predictions and measures them against targets. */
export interface Loss {
  /** ŷ of o, `[B, tau, nO]` both. */
  predict(o: Tensor3D): Tensor3D;
  /** The loss of every output, `[B, tau]`. @param y class indices `[B, tau]`, or `[B, tau, nO]` */
  each(o: Tensor3D, y: Tensor): Tensor2D;
}

/**
 * −log ŷ_y in nats, ŷ = softmax(o) (equations 10.11 and 10.14); targets are class indices `[B, tau]`.
 * Given its own gradient, ∂L/∂o = ŷ − y (equation 10.18): shorter and steadier than the chain through log and exp.
 */
const crossEntropy: Loss = {
  predict: (o) => softmax(o),
  each(o, indices) {
    const y = oneHotRows(indices, o.shape[2]);                                         // [B, tau, nO]
    const each = customGrad((o, save) => {
      (save as GradSaveFunc)([o as Tensor, y]);
      const value = sub<Tensor2D>(logSumExp(o as Tensor, -1), sum(mul(o as Tensor, y), -1));  // [B, tau]
      return { value, gradFunc: (dy, [o, y]) => mul(sub(softmax(o!), y!), expandDims(dy, -1)) };
    });
    return each(o) as Tensor2D;
  },
};

/** The mean over nO of (o − y)²; ŷ = o. With the mean over outputs: over all B·tau·nO numbers, as PyTorch's `MSELoss`. */
const meanSquaredError: Loss = {
  predict: (o) => o,
  each: (o, y) => mean(squaredDifference(o, y), -1),
};

/**
 * The mean over nO of −y·log ŷ − (1 − y)·log(1 − ŷ) in nats, ŷ = σ(o), for targets from 0 to 1 (section 6.2.2.2): the loss of a
 * Bernoulli output. Written as max(o, 0) − o·y + log(1 + e^−|o|), which does not overflow, with its own gradient, ŷ − y.
 */
const binaryCrossEntropy: Loss = {
  predict: (o) => sigmoid(o),
  each(o, y) {
    const each = customGrad((o, save) => {
      (save as GradSaveFunc)([o as Tensor, y]);
      const value = add(sub(relu(o as Tensor), mul(o as Tensor, y)), log1p(exp(neg(abs(o as Tensor)))));  // [B, tau, nO]
      return { value, gradFunc: (dy, [o, y]) => mul(sub(sigmoid(o!), y!), dy) };
    });
    return mean(each(o), -1);
  },
};

export const losses: Readonly<Record<LossKind, Loss>> = { crossEntropy, meanSquaredError, binaryCrossEntropy };

/** m·L of every output, `[B, tau]`: 0 where it does not count. @param mask of y, `[B, tau]`; left out, all count */
export function countedLoss(loss: Loss, o: Tensor3D, y: Tensor, mask?: Tensor2D): Tensor2D {
  return mask ? mul(loss.each(o, y), mask) : loss.each(o, y);
}

/** L: the mean loss of the outputs of a batch that count, Σ m·L / Σ m. */
export function meanLoss(loss: Loss, o: Tensor3D, y: Tensor, mask?: Tensor2D): Scalar {
  const each = countedLoss(loss, o, y, mask);
  return mask ? div(sum(each), sum(mask)) : mean(each);
}
