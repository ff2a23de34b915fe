import { reservoirParameters } from '../../core/cells/reservoirParameters.ts';
import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import { columnsOf, jointParameters } from '../../core/models/jointParameters.ts';
import { initialising } from '../../core/math/initialisers.ts';
import type { ParameterSpec } from '../../core/math/initialisers.ts';
import { split } from '../../core/math/random.ts';
import { NoLoop } from '../../core/math/reservoirMatrix.ts';
import { pieces } from '../../core/math/turns.ts';
import type { Turns } from '../../core/math/turns.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { LayerSpec } from '../../engine/reservoir/echoStateNetwork.ts';
import type { RecurrentWeights } from '../../engine/reservoir/recurrentWeights.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';
import { layersOf } from '../../protocol/reservoirLayers.ts';
import type { ReservoirLayer } from '../../protocol/reservoirLayers.ts';

/** Columns that the network says. */
export const outputsOf = ({ moreTargets }: EchoStateOptions): number => 1 + moreTargets.length;

/** The weights of the lowest reservoir, in the order in which an experiment draws them. */
export function weightSpecs(options: EchoStateOptions): ParameterSpec[] {
  const { feedback, inputs, units } = options;
  const joints = feedback > 0 ? { Y: outputsOf(options) } : {};
  return jointParameters(reservoirParameters({ ...options, feedbackScaling: feedback }, inputs.length + columnsOf(joints), units), joints);
}

/** Those of one above it, which reads so many units. */
const specsAbove = (layer: ReservoirLayer, below: number): ParameterSpec[] => reservoirParameters({ ...layer, feedbackScaling: 0 }, below, layer.units);

/** The weights of a reservoir by their names in a checkpoint. */
export type DrawnTensors = Readonly<Record<string, NamedArray>>;

/** The weights of a reservoir as an experiment with this seed draws them. */
export function* drawWeights(options: EchoStateOptions, seed: number): Turns<DrawnTensors> {
  const random = split(seed, 'weights');
  const tensors: Record<string, NamedArray> = {};
  for (const [k, layer, below] of stacked(options)) {
    try {
      for (const spec of below === undefined ? weightSpecs(options) : specsAbove(layer, below)) tensors[`layers.${k}.${spec.name}`] = { shape: spec.shape, data: yield* initialising(spec, random) };
    } catch (error) {
      if (!(error instanceof NoLoop)) throw error;
      const { message } = options.layers === 1 ? error : new NoLoop(error.units, error.density, ` in layer ${k + 1}`);
      throw new SpecError(message, ['model', 'layers', k]);
    }
  }
  return tensors;
}

/** Each reservoir, and how many units it reads where it is not the lowest. */
const stacked = (options: EchoStateOptions) => layersOf(options).map((layer, k, all) => [k, layer, all[k - 1]?.units] as const);

/** What is drawn at first, to be scaled. A radius of 0 stays: no eigenvalue is looked for then, so that what is drawn after W is other. */
const unscaled = ({ spectralRadius }: Pick<ReservoirLayer, 'spectralRadius'>) => ({ spectralRadius: Math.sign(spectralRadius), inputScaling: 1, bias: 1 });

/**
 * Draws, and remembers the last drawing: another spectral radius, input scaling or bias only scales it, without looking for
 * eigenvalues again. Numbers may differ from a drawing of their own by a rounding to float32.
 */
export function rememberedDrawing(): typeof drawWeights {
  let last: { readonly key: string; readonly weights: DrawnTensors } | undefined;
  return function* (options, seed) {
    const { inputs, feedback } = options;
    const layers = layersOf(options);
    const key = JSON.stringify([inputs.length, layers.map(({ units, topology, density, spectralRadius }) => [units, topology, density, spectralRadius === 0]), seed, feedback > 0 && outputsOf(options)]);
    if (last?.key !== key) last = { key, weights: yield* drawWeights({ ...options, ...unscaled(options), feedback: Math.min(1, Math.ceil(feedback)), above: layers.slice(1).map((layer) => ({ ...layer, ...unscaled(layer) })) }, seed) };
    const scaled: Record<string, NamedArray> = {};
    for (const [k, { inputScaling, spectralRadius, bias }] of layers.entries()) {
      const scales: Readonly<Record<string, number>> = { U: inputScaling, W: spectralRadius, b: bias, Y: feedback };
      for (const [name, scale] of Object.entries(scales)) {
        const drawn = last.weights[`layers.${k}.${name}`];
        if (drawn) scaled[`layers.${k}.${name}`] = { shape: drawn.shape, data: yield* times(drawn.data, scale) };
      }
    }
    return scaled;
  };
}

function* times(data: Float32Array, factor: number): Turns<Float32Array> {
  const product = new Float32Array(data.length);
  for (const [from, to] of pieces(data.length)) {
    for (let i = from; i < to; i++) product[i] = data[i]! * factor;
    yield;
  }
  return product;
}

/** A reservoir as the kernels take it, and the layers above it. */
export interface DrawnWeights extends LayerSpec {
  readonly above: readonly LayerSpec[];
}

/** Those out of the arrays of a checkpoint. */
export function* kernelWeights(tensors: DrawnTensors, options: EchoStateOptions): Turns<DrawnWeights> {
  const all: LayerSpec[] = [];
  for (const [k, { leakRate }] of layersOf(options).entries()) all.push(yield* layerWeights(tensors, `layers.${k}`, 1 - leakRate));
  const [lowest, ...above] = all;
  return { ...lowest!, above };
}

/** There they lead from row to column, here the other way. What is fed back comes behind the inputs. */
function* layerWeights(tensors: DrawnTensors, layer: string, alpha: number): Turns<LayerSpec> {
  const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`${layer}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
  const Y = tensors[`${layer}.Y`]?.data ?? new Float32Array(0);
  const units = b.data.length;
  const read = new Float32Array(U.data.length + Y.length);
  read.set(U.data);
  read.set(Y, U.data.length);
  return { units, W: yield* connectionsInto(W.data, units), inputWeights: yield* transposed(read, units), bias: b.data, alpha };
}

/** A sparse weight costs as much as five dense ones. */
const worthIt = 1 / 5;

/** W the other way round: sparse where few of it are not 0. */
function* connectionsInto(W: Float32Array, units: number): Turns<RecurrentWeights> {
  const starts = new Uint32Array(units + 1);
  for (const [from, to] of pieces(W.length)) {
    for (let place = from; place < to; place++) if (W[place] !== 0) starts[place % units + 1]!++;
    yield;
  }
  for (let i = 0; i < units; i++) starts[i + 1] = starts[i + 1]! + starts[i]!;
  const count = starts[units]!;
  if (count >= units * units * worthIt) return yield* transposed(W, units);
  const [columns, values, next] = [new Uint32Array(count), new Float32Array(count), starts.slice()];
  for (const [from, to] of pieces(W.length)) {
    for (let place = from; place < to; place++) {
      if (W[place] === 0) continue;
      const at = next[place % units]!++;
      columns[at] = Math.floor(place / units);
      values[at] = W[place]!;
    }
    yield;
  }
  return { starts, columns, values };
}

/** A network with the readout that its options ask for: states, then inputs, the squares of these, then the bias. */
export function drawnNetwork(workspace: ReservoirWorkspace, options: EchoStateOptions, weights: DrawnWeights): EchoStateNetwork {
  return new EchoStateNetwork(workspace, { ...weights, readoutLayers: options.readLayers, readoutInputs: options.readInputs ? options.inputs.length : 0, readoutSquares: options.squares, readoutBias: true, outputs: outputsOf(options) });
}

/** `[rows, columns]` → `[columns, rows]`, in strips that stay in the cache. */
function* transposed(matrix: Float32Array, columns: number): Turns<Float32Array> {
  const rows = matrix.length / columns;
  const turned = new Float32Array(matrix.length);
  for (const [from, to] of pieces(rows, 16)) {
    for (let j = 0; j < columns; j++) for (let i = from; i < to; i++) turned[j * rows + i] = matrix[i * columns + j]!;
    yield;
  }
  return turned;
}
