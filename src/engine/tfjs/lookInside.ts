import { concat, dispose, reshape, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import { countedLoss } from '../../core/train/losses.ts';
import type { Matrix } from '../../core/train/records.ts';
import { forwardPass } from './pass.ts';
import type { Pass } from './pass.ts';
import { tracedChains, tracedPass } from './tracedPass.ts';

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

/** ∂L/∂h⁽ᵗ⁾ along every path, and ∂L/∂g⁽ᵗ⁾. */
function stateGradients(pass: Pass, parameters: Parameters): Record<string, Tensor> {
  const { state, traces } = tracedPass(pass, parameters);
  dispose([...state, ...traces.map(({ h }) => h)]);
  return Object.fromEntries(tracedChains(pass).map(({ gradient }, i) => [gradient, reshape(traces[i]!.dh, [-1, traces[i]!.dh.shape[2]])]));  // [tau, n]
}

/** `[1, tau, n]` → `[tau, n]` */
function rowsOf(sequence: Tensor3D): Tensor {
  return reshape(sequence, [sequence.shape[1], sequence.shape[2]]);
}
