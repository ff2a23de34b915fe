import { Sigmoid, Tanh, mul, registerGradient, sigmoid, square, sub, tanh } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import './gradients.ts';

/**
 * Lets the gradient of a gradient flow through tanh and σ. TensorFlow.js keeps their outputs for the way back, on the tape in
 * front of the operation itself, so that a second gradient does not find the way to x; here it is x that is kept.
 * For the whole process: a first gradient is the same, and takes one more tanh or σ.
 */
export function enableSecondGradients(): void {
  registerGradient({
    kernelName: Tanh, inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => mul(dy as Tensor, sub(1, square(tanh(x!)))) }),
  });
  registerGradient({
    kernelName: Sigmoid, inputsToSave: ['x'],
    gradFunc: (dy, [x]) => {
      const y = sigmoid(x!);
      return { x: () => mul(dy as Tensor, mul(y, sub(1, y))) };
    },
  });
}
