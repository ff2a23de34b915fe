import type { Batch } from '../../core/data/batch.ts';
import type { Backpropagation } from '../../core/spec/experiment.ts';
import type { Matrix } from '../../core/train/records.ts';
import { isCut } from '../../core/train/truncation.ts';
import { firstSequence } from '../firstSequence.ts';
import { F32 } from '../fused/fusedCell.ts';
import { take } from '../fused/padding.ts';
import type { Pointer } from '../kernels/kernels.ts';
import { withCut, type Stretch } from '../truncatedGradients.ts';
import { backpropagate } from './backpropagate.ts';
import { backward, lossOf } from './pass.ts';
import type { Passes } from './passes.ts';
import type { Plan } from './plan.ts';
import { readOutputs } from './sequences.ts';
import { afterFirst, outputsOf } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** Every named value of the batch's first sequence, ∂L/∂h⁽ᵗ⁾ as `….dh` and ∂L/∂o⁽ᵗ⁾ as `do`; see `ProbeRecord.values`. */
export function lookInside(passes: Passes, batch: Batch, backpropagation: Backpropagation): Record<string, Matrix> {
  const { plan, memory } = passes;
  const sequence = firstSequence(batch);
  const { shape, spaces } = passes.run(sequence, undefined, 'outputs', { whole: sequence, adds: false, looked: true });
  const space = spaces[0]!;
  const outputs = outputsOf(plan, shape.tau);
  const view = new View(memory, shape.tau);
  const before = Object.assign({}, ...plan.chains.map((_, index) => statesOf(plan, space, index, view))) as Record<string, Matrix>;
  const logits = () => ({ shape: [outputs, plan.spec.outputSize], data: readOutputs(memory, plan, shape, spaces) });
  const o = logits();
  const loss = eachLoss(plan, space, outputs, 1 / passes.termsIn(sequence)).map((sum) => sum / passes.termsOfOutput);
  const gradientOfO = logits(); // which stands there now
  plan.kernels.clear(plan.gradients[0]!, plan.size);
  backward(plan, shape, space);
  const whole = gradientsOf(plan, space, view);
  const gradients = isCut(batch.tau, backpropagation) ? withCut(whole, truncated(passes, batch, backpropagation)) : whole;
  return { ...before, o, yHat: predict(plan, o), loss: { shape: [outputs], data: Float32Array.from(loss) }, do: gradientOfO, ...gradients };
}

/** ∂L/∂h⁽ᵗ⁾ of every stretch that an update flows back through. The sequence keeps what fills it up: there, too, the batch is cut. */
function truncated(passes: Passes, batch: Batch, backpropagation: Backpropagation): Stretch[] {
  const { plan, memory } = passes;
  const stretches: Stretch[] = [];
  backpropagate(passes, firstSequence(batch, batch.tau), undefined, backpropagation, ({ shape, spaces }, from) => {
    stretches.push({ from, gradients: gradientsOf(plan, spaces[0]!, new View(memory, shape.tau)) });
  });
  return stretches;
}

/** ∂L/∂h⁽ᵗ⁾ of every chain, by name. */
function gradientsOf(plan: Plan, space: Workspace, view: View): Record<string, Matrix> {
  return Object.fromEntries(plan.chains.map(({ gradient, units, hiddenSize, backward }, index) =>
    [gradient, view.rows(afterFirst(space.chains[index]!['dh']!, 1, units), 1, hiddenSize, backward)] as const));
}

/** Reads rows, one a time step, without their padding. */
class View {
  constructor(private readonly memory: WebAssembly.Memory, private readonly tau: number) {}

  /** All blocks of rows that are `blocks` blocks of n columns wide. @param backward whether the last step comes first there */
  rows(at: Pointer, blocks: number, n: number, backward: boolean): Matrix {
    const shape = { rows: this.tau, blocks, columns: n };
    const stride = blocks * Math.ceil(n / 4) * 4;
    const data = take(shape, new Float32Array(this.memory.buffer, at, this.tau * stride));
    return { shape: [this.tau, blocks * n], data: backward ? turned(data, blocks * n) : data };
  }

  /** One row of n numbers, at every step the same. */
  repeated(at: Pointer, n: number): Matrix {
    const row = new Float32Array(this.memory.buffer, at, n);
    return { shape: [this.tau, n], data: Float32Array.from({ length: this.tau * n }, (_, i) => row[i % n]!) };
  }
}

/** Rows of so many numbers, the last first. */
function turned(data: Float32Array, width: number): Float32Array {
  const rows = data.length / width;
  const to = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) to.set(data.subarray(row * width, (row + 1) * width), (rows - 1 - row) * width);
  return to;
}

/** Gates and h of a chain, in the order of computation. */
function statesOf(plan: Plan, space: Workspace, index: number, view: View): Record<string, Matrix> {
  const { name, state, backward, cell, units, hiddenSize: n } = plan.chains[index]!;
  const places = space.chains[index]!;
  const all = view.rows(places['a']!, cell.blocks, n, backward);
  const rows = (cell.rows ?? []).map((gate) => [`${name}.gate.${gate}`, view.repeated(places[gate]!, n)] as const);
  const gates = cell.gates.map((gate, i) => [`${name}.gate.${gate}`, columns(all, i * n, n)] as const);
  return { ...Object.fromEntries([...gates, ...rows]), [state]: view.rows(afterFirst(places['h']!, 1, units), 1, n, backward) };
}

function columns({ shape: [rows, width], data }: Matrix, first: number, count: number): Matrix {
  const part = new Float32Array(rows! * count);
  for (let row = 0; row < rows!; row++) part.set(data.subarray(row * width! + first, row * width! + first + count), row * count);
  return { shape: [rows!, count], data: part };
}

/** The loss of each output by itself, 0 where it does not count; leaves the gradient of their mean in place of the logits. */
function eachLoss(plan: Plan, space: Workspace, outputs: number, scale: number): number[] {
  const { spec, output: { columns } } = plan;
  const width = spec.loss === 'crossEntropy' ? 1 : columns;
  const at = (t: number): Workspace => ({
    ...space, o: space.o + t * columns * F32, y: space.y + t * width * F32, yMask: space.yMask && space.yMask + t * F32,
  });
  return Array.from({ length: outputs }, (_, t) => lossOf(plan, 1, at(t), scale));
}

/** ŷ of the logits. */
function predict({ spec }: Plan, o: Matrix): Matrix {
  if (spec.loss === 'meanSquaredError') return o;
  if (spec.loss === 'binaryCrossEntropy') return { shape: o.shape, data: o.data.map((logit) => 1 / (1 + Math.exp(-logit))) };
  const [rows, n] = o.shape as [number, number];
  const yHat = new Float32Array(o.data.length);
  for (let row = 0; row < rows; row++) yHat.set(softmax(o.data.subarray(row * n, (row + 1) * n)), row * n);
  return { shape: o.shape, data: yHat };
}

function softmax(o: Float32Array): Float64Array {
  const largest = o.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const exponentials = Float64Array.from(o, (logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((total, each) => total + each, 0);
  return exponentials.map((each) => each / sum);
}
