import { add, clipByValue, div, minimum, mul, sqrt, square, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Clip } from '../spec/experiment.ts';

type Gradients = Readonly<Record<string, Tensor>>;

/**
 * Clips a gradient, every parameter together (section 10.11.1).
 * By norm: g ← g·v / ‖g‖ where ‖g‖ > v, direction kept (equations 10.48 and 10.49; Pascanu et al. 2013).
 * By value: each element cut to ±v (Mikolov 2012).
 */
export function clipGradients(gradients: Gradients, clip: Clip): Gradients {
  switch (clip.kind) {
    case 'none':
      return gradients;
    case 'norm': {
      const scale = minimum(1, div(clip.threshold, norm(Object.values(gradients))));
      return mapValues(gradients, (g) => mul(g, scale));
    }
    case 'value':
      return mapValues(gradients, (g) => clipByValue(g, -clip.threshold, clip.threshold));
  }
}

/** ‖g‖ of tensors taken as one vector. Row by row first: a float32 sum of many numbers in one go loses digits. */
export function norm(tensors: readonly Tensor[]): Scalar {
  const squares = tensors.map((g) => sum<Scalar>(sum(square(g), -1)));
  return sqrt(squares.reduce((total, each) => add(total, each)));
}

function mapValues(gradients: Gradients, f: (g: Tensor) => Tensor): Gradients {
  return Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, f(g)]));
}
