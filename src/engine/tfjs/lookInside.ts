import { concat, dispose, keep, mul, reshape, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import type { Batch } from '../../core/data/batch.ts';
import type { ModelState } from '../../core/models/model.ts';
import type { Backpropagation } from '../../core/spec/experiment.ts';
import { countedLoss } from '../../core/train/losses.ts';
import type { Matrix } from '../../core/train/records.ts';
import { isCut } from '../../core/train/truncation.ts';
import { firstSequence } from '../firstSequence.ts';
import { withCut } from '../truncatedGradients.ts';
import type { Stretch } from '../truncatedGradients.ts';
import { backpropagate } from './backpropagate.ts';
import { forwardPass } from './pass.ts';
import type { Pass } from './pass.ts';
import { tracedChains, tracedPass } from './tracedPass.ts';
import type { Traced } from './tracedPass.ts';

/** How an update goes through a batch. */
export interface Way {
  readonly backpropagation: Backpropagation;
  readonly first: ModelState;
  passOf(batch: Batch, state: ModelState): Pass;
}

/** Every named value of the batch's first sequence, and ∂L/∂h⁽ᵗ⁾ as `….dh`, ∂L/∂g⁽ᵗ⁾ as `….dg`; see `ProbeRecord.values`. */
export async function lookInside(batch: Batch, way: Way, parameters: Parameters): Promise<Record<string, Matrix>> {
  const pass = (): Pass => way.passOf(firstSequence(batch), way.first);
  const seen = await matricesOf(tidy(() => values(pass(), parameters)));
  const whole = await matricesOf(tidy(() => stateGradients(pass(), parameters)));
  return { ...seen, ...isCut(batch.tau, way.backpropagation) ? withCut(whole, await truncated(batch, way, parameters)) : whole };
}

async function matricesOf(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Matrix>> {
  const matrices: Record<string, Matrix> = {};
  for (const [name, tensor] of Object.entries(tensors)) matrices[name] = { shape: tensor.shape, data: await tensor.data<'float32'>() };
  dispose({ ...tensors });
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
  dispose([...state]);
  return gradientsOf(pass, traces);
}

/** ∂L/∂h⁽ᵗ⁾ of every stretch that an update flows back through. The sequence keeps what fills it up: there, too, the batch is cut. */
async function truncated(batch: Batch, { backpropagation, first, passOf }: Way, parameters: Parameters): Promise<Stretch[]> {
  const stretches: { from: number; gradients: Record<string, Tensor> }[] = [];
  tidy(() => {
    const { state } = backpropagate(firstSequence(batch, batch.tau), first, backpropagation, parameters, passOf, (pass, from, share) => {
      const { traces, ...slope } = tracedPass(pass, parameters);
      const gradients = gradientsOf(pass, traces);
      stretches.push({ from, gradients: Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, keep(mul(gradient, share))])) });
      return slope;
    });
    dispose([...state]);
  });
  return Promise.all(stretches.map(async ({ from, gradients }) => ({ from, gradients: await matricesOf(gradients) })));
}

/** Of every chain, by name, `[tau, n]`. */
function gradientsOf(pass: Pass, traces: readonly Traced[]): Record<string, Tensor> {
  dispose(traces.map(({ h }) => h));
  return Object.fromEntries(tracedChains(pass).map(({ gradient }, i) => [gradient, reshape(traces[i]!.dh, [-1, traces[i]!.dh.shape[2]])]));
}

/** `[1, tau, n]` → `[tau, n]` */
function rowsOf(sequence: Tensor3D): Tensor {
  return reshape(sequence, [sequence.shape[1], sequence.shape[2]]);
}
