import { dispose, split, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import { NotFinite } from '../../core/train/engine.ts';
import { forwardPass, gradientPass } from './pass.ts';
import type { Pass } from './pass.ts';

/**
 * Repeats a pass whose loss or gradient was not finite, and finds the first bad tensor in the order of computation:
 * activations (`layers.0.h at t = 7`, `o at t = 7`), `loss`, then gradients from the output down (`gradient of layers.0.W`).
 */
export async function firstNotFinite(pass: () => Pass, parameters: Parameters): Promise<NotFinite> {
  const names: string[] = [];
  const tensors = tidy(() => {
    const computed = inOrder(pass(), parameters);
    names.push(...computed.map(([name]) => name));
    return computed.map(([, tensor]) => tensor);
  });
  try {
    for (const [i, tensor] of tensors.entries()) {
      const bad = (await tensor.data<'float32'>()).find((value) => !Number.isFinite(value));
      if (bad !== undefined) return new NotFinite(names[i]!, bad);
    }
    return new NotFinite('norm of the gradient', Infinity);
  } finally {
    dispose(tensors);
  }
}

function inOrder(pass: Pass, parameters: Parameters): [string, Tensor][] {
  const computed: [string, Tensor][] = [];
  const { o, loss } = forwardPass(pass, parameters, {
    see(name, t, value) {
      computed.push([`${name} at t = ${t}`, value]);
      return value;
    },
  });
  const { state, gradients } = gradientPass(pass, parameters);
  dispose([...state]);
  const downwards = Object.entries(gradients).reverse().map(([name, g]): [string, Tensor] => [`gradient of ${name}`, g]);
  return [...computed, ...outputsInOrder(o, pass.inputs.x.shape[1]), ['loss', loss], ...downwards];
}

/** @param o `[B, tau | 1, nO]`: one output is the last step's */
function outputsInOrder(o: Tensor3D, tau: number): [string, Tensor][] {
  const first = tau - o.shape[1];
  return split(o, o.shape[1], 1).map((each, i) => [`o at t = ${first + i}`, each]);
}
