import { add, clipByValue, div, minimum, mul, sqrt, square, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Clip } from '../spec/experiment.ts';

type Gradients = Readonly<Record<string, Tensor>>;

/**
 * Clips a gradient (section 10.11.1).
 * By norm: every parameter together, g ← g·v / ‖g‖ where ‖g‖ > v, direction kept (equations 10.48 and 10.49; Pascanu et al. 2013).
 * By parameter: the same of each parameter's gradient by its own norm; the direction of the whole changes (Keras' `clipnorm`).
 * By value: each element cut to ±v (Mikolov 2012).
 */
export function clipGradients(gradients: Gradients, clip: Clip): Gradients {
  switch (clip.kind) {
    case 'none':
      return gradients;
    case 'norm': {
      const scale = shrink(Object.values(gradients), clip.threshold);
      return mapValues(gradients, (g) => mul(g, scale));
    }
    case 'parameter':
      return mapValues(gradients, (g) => mul(g, shrink([g], clip.threshold)));
    case 'value':
      return mapValues(gradients, (g) => clipByValue(g, -clip.threshold, clip.threshold));
  }
}

/** v / ‖g‖ where ‖g‖ > v, else 1. */
function shrink(tensors: readonly Tensor[], threshold: number): Tensor {
  return minimum(1, div(threshold, norm(tensors)));
}

/** ‖g‖ of tensors taken as one vector. Row by row first: a float32 sum of many numbers in one go loses digits. */
export function norm(tensors: readonly Tensor[]): Scalar {
  const squares = tensors.map((g) => sum<Scalar>(sum(square(g), -1)));
  return sqrt(squares.reduce((total, each) => add(total, each)));
}

function mapValues(gradients: Gradients, f: (g: Tensor) => Tensor): Gradients {
  return Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, f(g)]));
}
