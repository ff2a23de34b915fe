import { add, concat, dispose, reshape, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import { countedLoss } from '../../core/train/losses.ts';
import type { Matrix } from '../../core/train/records.ts';
import { differentiate, forwardPass } from './pass.ts';
import type { Pass } from './pass.ts';

/** Every named value of one sequence (B = 1), and ∂L/∂h⁽ᵗ⁾ as `….dh`, ∂L/∂g⁽ᵗ⁾ as `….dg`; see `ProbeRecord.values`. */
export async function lookInside(pass: () => Pass, parameters: Parameters): Promise<Record<string, Matrix>> {
  const seen = tidy(() => {
    const own = pass();
    return { ...values(own, parameters), ...stateGradients(own, parameters) };
  });
  const matrices: Record<string, Matrix> = {};
  for (const [name, tensor] of Object.entries(seen)) matrices[name] = { shape: tensor.shape, data: await tensor.data<'float32'>() };
  dispose(seen);
  return matrices;
}

function values(pass: Pass, parameters: Parameters): Record<string, Tensor> {
  const steps = new Map<string, Tensor[]>();
  const { o } = forwardPass(pass, parameters, {
    see(name, t, value) {
      const rows = steps.get(name) ?? [];
      rows[t] = value;                                                                // backward, the last step is seen first
      steps.set(name, rows);
      return value;
    },
  });
  return {
    ...Object.fromEntries([...steps].map(([name, rows]) => [name, concat(Object.values(rows))])),    // [tau | 1, n]
    o: rowsOf(o), yHat: rowsOf(pass.loss.predict(o)),                                 // [tau | 1, nO]
    loss: reshape(countedLoss(pass.loss, o, pass.y, pass.yMask), [-1]),                // [tau | 1]
  };
}

/** ∂L/∂h⁽ᵗ⁾ along every path: the gradient by a zero added to each h⁽ᵗ⁾, and to each g⁽ᵗ⁾. */
function stateGradients(pass: Pass, parameters: Parameters): Record<string, Tensor> {
  const { x: { shape: [, tau] }, model: { chains } } = pass;
  const steps = Array.from({ length: tau }, (_, t) => t);
  const nothings = Object.fromEntries(chains.flatMap(({ state, cell: { hiddenSize: n } }) => steps.map((t) => [`${state}@${t}`, zeros([1, n])])));
  const { gradients } = differentiate(nothings, (z) => {
    return forwardPass(pass, parameters, { see: (name, t, value) => (z[`${name}@${t}`] ? add(value, z[`${name}@${t}`]!) : value) }).loss;
  });
  return Object.fromEntries(chains.map(({ state, gradient }) => [gradient, concat(steps.map((t) => gradients[`${state}@${t}`]!))]));
}

/** `[1, tau, n]` → `[tau, n]` */
function rowsOf(sequence: Tensor3D): Tensor {
  return reshape(sequence, [sequence.shape[1], sequence.shape[2]]);
}
