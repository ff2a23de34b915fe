import { reservoirParameters } from '../../core/cells/reservoirParameters.ts';
import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import { columnsOf, jointParameters } from '../../core/models/jointParameters.ts';
import { initialise } from '../../core/math/initialisers.ts';
import type { ParameterSpec } from '../../core/math/initialisers.ts';
import { split } from '../../core/math/random.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted, formatNumber } from '../../core/spec/wording.ts';
import { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { LayerSpec } from '../../engine/reservoir/echoStateNetwork.ts';
import { connectionsOf, toSparse } from '../../engine/reservoir/recurrentWeights.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';

/** Columns that the network says. */
export const outputsOf = ({ moreTargets }: EchoStateOptions): number => 1 + moreTargets.length;

/** Of the weights by which a layer reads the one below: as many states as there are units then drive it as much as a few do. */
export const scalingAbove = ({ units }: EchoStateOptions): number => 1 / Math.sqrt(units);

/** The weights of the lowest reservoir, in the order in which an experiment draws them. */
export function weightSpecs(options: EchoStateOptions): ParameterSpec[] {
  const { feedback, inputs, units } = options;
  const joints = feedback > 0 ? { Y: outputsOf(options) } : {};
  return jointParameters(reservoirParameters({ ...options, feedbackScaling: feedback }, inputs.length + columnsOf(joints), units), joints);
}

/** Those of one above it. */
function specsAbove(options: EchoStateOptions): ParameterSpec[] {
  return reservoirParameters({ ...options, inputScaling: scalingAbove(options), feedbackScaling: 0 }, options.units, options.units);
}

/** The weights of a reservoir as an experiment with this seed draws them, by their names in a checkpoint. */
export function drawWeights(options: EchoStateOptions, seed: number): Record<string, NamedArray> {
  const random = split(seed, 'weights');
  const layers = Array.from({ length: options.layers }, (_, layer) => (layer === 0 ? weightSpecs(options) : specsAbove(options)));
  try {
    return Object.fromEntries(layers.flatMap((specs, layer) => specs.map((spec) => [`layers.${layer}.${spec.name}`, { shape: spec.shape, data: initialise(spec, random) }])));
  } catch {
    throw new SpecError(`With ${counted(options.units, 'unit')} and a density of ${formatNumber(options.density)} none comes back to itself, so that nothing is remembered: raise the density, or take more units.`, ['model', 'layers', 0]);
  }
}

/**
 * Draws, and remembers the last drawing: another spectral radius, input scaling or bias only scales it, without looking for
 * eigenvalues again. Numbers may differ from a drawing of their own by a rounding to float32.
 */
export function rememberedDrawing(): typeof drawWeights {
  let last: { readonly key: string; readonly weights: Record<string, NamedArray> } | undefined;
  return (options, seed) => {
    const { inputs, units, layers, topology, density, spectralRadius, inputScaling, bias, feedback } = options;
    const key = JSON.stringify([inputs.length, units, layers, topology, density, seed, feedback > 0 && outputsOf(options)]);
    if (last?.key !== key) last = { key, weights: drawWeights({ ...options, spectralRadius: 1, inputScaling: 1, bias: 1, feedback: Math.min(1, Math.ceil(feedback)) }, seed) };
    const scales: Readonly<Record<string, number>> = { U: inputScaling, W: spectralRadius, b: bias, Y: feedback };
    const scaleOf = (name: string): number => (/^layers\.[1-9]\d*\.U$/.test(name) ? 1 : scales[name.at(-1)!]!);
    return Object.fromEntries(Object.entries(last.weights).map(([name, { shape, data }]) => [name, { shape, data: scaled(data, scaleOf(name)) }]));
  };
}

const scaled = (weights: Float32Array, factor: number): Float32Array => weights.map((weight) => weight * factor);

/** A reservoir as the kernels take it, and the layers above it. */
export interface DrawnWeights extends LayerSpec {
  readonly above: readonly LayerSpec[];
}

/** Those out of the arrays of a checkpoint. @param alpha of every layer */
export function kernelWeights(tensors: Readonly<Record<string, NamedArray>>, layers: number, alpha: number): DrawnWeights {
  const [lowest, ...above] = Array.from({ length: layers }, (_, layer) => layerWeights(tensors, `layers.${layer}`, alpha));
  return { ...lowest!, above };
}

/** There they lead from row to column, here the other way. What is fed back comes behind the inputs. */
function layerWeights(tensors: Readonly<Record<string, NamedArray>>, layer: string, alpha: number): LayerSpec {
  const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`${layer}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
  const Y = tensors[`${layer}.Y`]?.data ?? new Float32Array(0);
  const units = b.data.length;
  const read = new Float32Array(U.data.length + Y.length);
  read.set(U.data);
  read.set(Y, U.data.length);
  const into = transposed(W.data, units);
  return { units, W: connectionsOf(into) < units * units / 5 ? toSparse(into, units) : into, inputWeights: transposed(read, units), bias: b.data, alpha };
}

/** A network with the readout that its options ask for: states, then inputs, the squares of these, then the bias. */
export function drawnNetwork(workspace: ReservoirWorkspace, options: EchoStateOptions, weights: DrawnWeights): EchoStateNetwork {
  return new EchoStateNetwork(workspace, { ...weights, readoutInputs: options.readInputs ? options.inputs.length : 0, readoutSquares: options.squares, readoutBias: true, outputs: outputsOf(options) });
}

/** `[rows, columns]` → `[columns, rows]` */
function transposed(matrix: Float32Array, columns: number): Float32Array {
  const rows = matrix.length / columns;
  const turned = new Float32Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[i * columns + j]!;
  return turned;
}
