import { BatchMatMul, dispose, keep, matMul, registerGradient, transpose, unregisterGradient } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Tensor } from '@tensorflow/tfjs-core';

/*
 * The gradient of a product multiplies by transposes, which the WASM backend does 10 to 20 times slower than a plain
 * product (it leaves XNNPACK for a scalar loop). Here the transpose is made first, and that of a right-hand side (W, the
 * same at every t) is made once a pass.
 */

/** Bᵀ of every right-hand side B met in the pass under way, by B's data. */
let transposes: Map<object, Tensor> | undefined;

/** Runs one backward pass, and disposes the transposes it shared. */
export function withPlainProducts<T>(pass: () => T): T {
  transposes = new Map();
  try {
    return pass();
  } finally {
    dispose([...transposes.values()]);
    transposes = undefined;
  }
}

function shared(B: Tensor): Tensor {
  if (!transposes) return flip(B);
  const known = transposes.get(B.dataId);
  if (known) return known;
  const made = keep(flip(B));
  transposes.set(B.dataId, made);
  return made;
}

/** Swaps the last two axes. */
function flip(M: Tensor): Tensor {
  const axes = M.shape.map((_, axis) => axis);
  return transpose(M, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

unregisterGradient(BatchMatMul);
registerGradient({
  kernelName: BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc(dy, saved, attributes) {
    const { transposeA, transposeB } = attributes as unknown as { transposeA: boolean; transposeB: boolean };
    const dC = dy as Tensor;
    const [a, b] = saved as [Tensor, Tensor];
    const A = () => (transposeA ? flip(a) : a);
    const turn = (transposed: boolean, gradient: Tensor) => (transposed ? flip(gradient) : gradient);
    return {
      a: () => turn(transposeA, matMul(dC, transposeB ? b : shared(b))),           // dA = dC·Bᵀ
      b: () => turn(transposeB, matMul(flip(A()), dC)),                             // dB = Aᵀ·dC
    };
  },
});
