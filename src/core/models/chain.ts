import { concat, reverse, zeros } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, See, State, StepContext } from '../cells/cell.ts';
import { deepCell } from '../cells/deepCell.ts';
import { dropoutCell } from '../cells/dropoutCell.ts';
import { makeCell } from '../cells/index.ts';
import { traverse } from '../cells/traverse.ts';
import type { Probe, Trace, Unroll, Unrolled } from '../cells/unroll.ts';
import type { Trees } from '../data/batch.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import { cellFacts } from '../spec/cellFacts.ts';
import { chainsOf, depthOf, isDeep, widthOf } from '../spec/chains.ts';
import type { ChainSpec, StackedLayer } from '../spec/chains.ts';
import { columnsOf, jointParameters, tapsOf } from './jointParameters.ts';
import type { Joints } from './jointParameters.ts';
import { joined } from './joints.ts';

/** A cell and the direction in which it reads. */
export interface Chain extends ChainSpec {
  readonly cell: Cell;
  /** What it reads besides what is below it, the last columns of the cell's input. */
  readonly joints: Joints;
  /** From how many steps it reads all that, each through rows of its own. */
  readonly taps: number;
  /** Its matrices from the state before. */
  readonly recurrent: readonly string[];
  /** The share of its connections that is dropped while it is trained. */
  readonly dropout: number;
}

/** Makes a cell of a chain's that stands in for it, as one that tells what it does. */
export type Around = (cell: Cell, chain: ChainSpec) => Cell;

/** The cell itself. */
export const nothingAround: Around = (cell) => cell;

/** The chains of every layer, from the input upwards. @param joints what the first layer reads besides x @param root of their names: `encoder.` */
export function stackOf(layers: readonly StackedLayer[], inputSize: number, joints: Joints = {}, root = '', around = nothingAround): Chain[][] {
  return layers.map((layer, index) => {
    const below = layers[index - 1];
    const width = below ? widthOf(below) : inputSize + columnsOf(joints);
    const own = { joints: below ? {} : joints, recurrent: Object.keys(cellFacts(layer.cell).recurrent), dropout: layer.dropout ?? 0 };
    return chainsOf(layer, index, root).map((chain) => {
      const cell = around(cellOf(layer, width), chain);
      return { ...chain, cell, taps: tapsOf(cell), ...own };
    });
  });
}

function cellOf(layer: StackedLayer, nX: number): Cell {
  const make = (inputSize: number): Cell => makeCell(layer.cell, inputSize, layer.hiddenSize);
  return isDeep(layer) ? deepCell(depthOf(layer), nX, layer.hiddenSize, make) : make(nX);
}

/**
 * What a chain makes of a sequence, in the order of time whichever way it reads: backward, outputs[t] has seen xs[t] and all after
 * it, and the last state is that at t = 0. A masked element holds the state, so that padding at the end is passed over first.
 * @param parameters of the whole model @param xs time-major `[tau, B, nX]` @param mask as `unroll` takes it
 * Of trees, a cell of trees goes from children to parents; any other reads the nodes one after another.
 * @param probe sees `layers.0.h`, or `layers.0.g` of a chain that reads backward, and `layers.0.gate.f` by the chain's name
 */
export function readSequence(
  chain: Chain, unroll: Unroll, parameters: Parameters, xs: Tensor3D, state: State,
  context: Omit<StepContext, 't'>, probe?: Probe, mask?: Tensor2D, trees?: Trees,
): Unrolled {
  const { direction, dropout } = chain;
  const [tau, B] = xs.shape;
  const cell = dropout > 0 && context.training ? dropoutCell(chain.cell, dropout, B, context.random) : chain.cell;
  const timeOf = (step: number): number => (direction === 'forward' ? step : tau - 1 - step);
  const seen: Probe | undefined = probe && {
    see: (value, step, tensor) => named(chain, (name, of) => probe.see(name, timeOf(step), of))(value, tensor),
    ...(probe.trace && { trace: traceOf(chain, probe.trace) }),
  };
  const own = ownParameters(chain, parameters);
  if (cell.ofTrees) return traverse(cell, own, xs, trees!, context, seen);
  if (direction === 'forward') return unroll(cell, own, xs, state, context, seen, mask);
  const read = unroll(cell, own, reverse(xs, 0), state, context, seen, mask && reverse(mask, 0));
  return { ...read, outputs: reverse(read.outputs, 0) };
}

/** What a stack makes of a sequence. */
export interface ReadStack {
  /** What each layer hands on, `[tau, B, n | 2n]`, from the input upwards. */
  readonly layers: readonly Tensor3D[];
  /** What the uppermost layer hands on, its chains side by side, `[tau, B, n | 2n]`. */
  readonly outputs: Tensor3D;
  /** What each chain of the uppermost layer makes of it. */
  readonly top: readonly Unrolled[];
  /** The last state of every chain, from the input upwards. */
  readonly state: readonly State[];
}

/** One layer after another over the whole sequence; the rest as in `readSequence`. @param state of every chain, before it reads */
export function readStack(
  stack: readonly (readonly Chain[])[], unroll: Unroll, parameters: Parameters, xs: Tensor3D, state: readonly State[],
  context: Omit<StepContext, 't'>, probe?: Probe, mask?: Tensor2D, trees?: Trees,
): ReadStack {
  let outputs = xs;
  let top: readonly Unrolled[] = [];
  const next: State[] = [];
  const layers: Tensor3D[] = [];
  for (const layer of stack) {
    top = layer.map((chain, i) => readSequence(chain, unroll, parameters, outputs, state[next.length + i]!, context, probe, mask, trees));
    next.push(...top.map((chain) => chain.state));
    outputs = sideBySide(top.map((chain) => chain.outputs));              // [tau, B, n], of two chains [tau, B, 2n]
    layers.push(outputs);
  }
  return { layers, outputs, top, state: next };
}

export function sideBySide(sequences: readonly Tensor3D[]): Tensor3D {
  return sequences.length === 1 ? sequences[0]! : concat([...sequences], 2);
}

/** A trace of the model as the time loop of a chain knows it: by its h, in the order of its steps. */
function traceOf({ state, direction }: ChainSpec, { shift, seen }: Trace): Trace {
  const inOrder = (steps: Tensor3D): Tensor3D => (direction === 'forward' ? steps : reverse(steps, 0));
  return { shift: () => inOrder(shift(state)), seen: (_, h) => seen(state, inOrder(h)) };
}

/** What a chain's cell calls its values, as the model calls them: `h` is `layers.0.h`, `gate.f` is `layers.0.gate.f`. */
export function named({ name, state }: ChainSpec, see: See): See {
  return (value, tensor) => see(value === 'h' ? state : `${name}.${value}`, tensor);
}

/** The parameters of a chain's cell. @param forgetful whether it has no state before: what would read it is zero */
export function ownParameters({ name, cell, joints, taps, recurrent }: Chain, parameters: Parameters, forgetful = false): Parameters {
  const own = joined(within(parameters, name), joints, taps);
  if (!forgetful) return own;
  const none = cell.parameters.filter((parameter) => recurrent.includes(parameter.name)).map(({ name, shape }) => [name, zeros([...shape])] as const);
  return { ...own, ...Object.fromEntries(none) };
}

/** A chain's parameters, named from the root. @param forgetful whether it is without those that read its state before */
export function chainParameters({ name, cell, joints, taps, recurrent }: Chain, forgetful = false): ParameterSpec[] {
  const own = jointParameters(cell.parameters, joints, taps).filter((parameter) => !(forgetful && recurrent.includes(parameter.name)));
  return own.map((parameter) => ({ ...parameter, name: `${name}.${parameter.name}` }));
}

/** A chain's parameters by their own names: `layers.0.U` → `U`. */
export function within(parameters: Parameters, chain: string): Parameters {
  const prefix = `${chain}.`;
  const own = Object.entries(parameters).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
