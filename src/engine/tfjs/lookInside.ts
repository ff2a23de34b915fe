import { concat, dispose, keep, mul, reshape, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import type { Batch } from '../../core/data/batch.ts';
import { gradientName } from '../../core/graph/gradientName.ts';
import type { ModelState } from '../../core/models/model.ts';
import type { Backpropagation } from '../../core/spec/experiment.ts';
import { countedLoss, meanLoss } from '../../core/train/losses.ts';
import type { Matrix } from '../../core/train/records.ts';
import { isCut } from '../../core/train/truncation.ts';
import { firstSequence } from '../firstSequence.ts';
import { withCut } from '../truncatedGradients.ts';
import type { Stretch } from '../truncatedGradients.ts';
import { backpropagate } from './backpropagate.ts';
import { differentiate, forwardPass } from './pass.ts';
import type { Pass } from './pass.ts';
import { tracedPass } from './tracedPass.ts';
import type { Traced, TracedNode } from './tracedPass.ts';

/** How an update goes through a batch. */
export interface Way {
  readonly backpropagation: Backpropagation;
  readonly first: ModelState;
  passOf(batch: Batch, state: ModelState): Pass;
}

/** Every named value of the batch's first sequence, and ∂L/∂h⁽ᵗ⁾ as `….dh`, ∂L/∂g⁽ᵗ⁾ as `….dg`, and so of every node of the graph; see `ProbeRecord.values`. */
export async function lookInside(batch: Batch, way: Way, parameters: Parameters): Promise<Record<string, Matrix>> {
  const pass = (): Pass => way.passOf(firstSequence(batch), way.first);
  const seen = await matricesOf(tidy(() => values(pass(), parameters)));
  const nodes = nodesOf(seen);
  const whole = await matricesOf(tidy(() => gradients(pass(), parameters, nodes)));
  if (!isCut(batch.tau, way.backpropagation)) return { ...seen, ...whole };
  // What is at one step alone, the last, is before every cut.
  const atEach = nodes.filter(({ tau }) => tau > 1);
  const cut = Object.fromEntries(atEach.map(({ name }) => [gradientName(name), whole[gradientName(name)]!]));
  return { ...seen, ...whole, ...withCut(cut, await truncated(batch, way, parameters, atEach)) };
}

/** What was seen of the graph's nodes: neither gates nor weights of attention, which are within one; nor ŷ, of which L is not computed. */
function nodesOf(seen: Readonly<Record<string, Matrix>>): TracedNode[] {
  const isNode = (name: string): boolean => !/\.gate\.|^attention$|^yHat$|^loss$|^do$/.test(name) && seen[gradientName(name)] === undefined;
  return Object.entries(seen).filter(([name]) => isNode(name)).map(([name, { shape: [tau, columns] }]) => ({ name, tau: tau!, columns: columns! }));
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
    ...(!steps.has('o') && { do: rowsOf(gradientOfOutputs(pass, o)) }),                // else it is read again, and traced
  };
}

const gradientOfOutputs = ({ loss, y, yMask }: Pass, o: Tensor3D): Tensor3D =>
  differentiate({ o }, (given) => meanLoss(loss, given['o'] as Tensor3D, y, yMask)).gradients['o'] as Tensor3D;

/** ∂L/∂n of each node along every path. */
function gradients(pass: Pass, parameters: Parameters, nodes: readonly TracedNode[]): Record<string, Tensor> {
  const { state, traces } = tracedPass(pass, parameters, nodes);
  dispose([...state]);
  return gradientsOf(nodes, traces);
}

/** ∂L/∂n of nodes that are at each step, of every stretch that an update flows back through. The sequence keeps what fills it up: there, too, the batch is cut. */
async function truncated(batch: Batch, { backpropagation, first, passOf }: Way, parameters: Parameters, nodes: readonly TracedNode[]): Promise<Stretch[]> {
  const stretches: { from: number; gradients: Record<string, Tensor> }[] = [];
  tidy(() => {
    const { state } = backpropagate(firstSequence(batch, batch.tau), first, backpropagation, parameters, passOf, (pass, from, share) => {
      const own = nodes.map((node) => ({ ...node, tau: pass.inputs.x.shape[1] }));
      const { traces, ...slope } = tracedPass(pass, parameters, own);
      const gradients = gradientsOf(own, traces);
      stretches.push({ from, gradients: Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, keep(mul(gradient, share))])) });
      return slope;
    });
    dispose([...state]);
  });
  return Promise.all(stretches.map(async ({ from, gradients }) => ({ from, gradients: await matricesOf(gradients) })));
}

/** By name, `[tau, n]`. */
function gradientsOf(nodes: readonly TracedNode[], traces: readonly Traced[]): Record<string, Tensor> {
  dispose(traces.map(({ h }) => h));
  return Object.fromEntries(nodes.map(({ name }, i) => [gradientName(name), reshape(traces[i]!.dh, [-1, traces[i]!.dh.shape[2]])]));
}

/** `[1, tau, n]` → `[tau, n]` */
function rowsOf(sequence: Tensor3D): Tensor {
  return reshape(sequence, [sequence.shape[1], sequence.shape[2]]);
}
