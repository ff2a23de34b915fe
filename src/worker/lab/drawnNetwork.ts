import { reservoirParameters } from '../../core/cells/reservoirParameters.ts';
import type { NamedArray } from '../../core/checkpoint/checkpoint.ts';
import { columnsOf, jointParameters } from '../../core/models/jointParameters.ts';
import { initialise } from '../../core/math/initialisers.ts';
import type { ParameterSpec } from '../../core/math/initialisers.ts';
import { split } from '../../core/math/random.ts';
import { SpecError } from '../../core/spec/problem.ts';
import { counted, formatNumber } from '../../core/spec/wording.ts';
import { EchoStateNetwork } from '../../engine/reservoir/echoStateNetwork.ts';
import type { ReservoirWeights } from '../../engine/reservoir/reservoir.ts';
import { toSparse } from '../../engine/reservoir/recurrentWeights.ts';
import type { ReservoirWorkspace } from '../../engine/reservoir/workspace.ts';
import type { EchoStateOptions } from '../../protocol/echoState.ts';

/** The weights of a reservoir, in the order in which an experiment draws them. */
export function weightSpecs(options: EchoStateOptions): ParameterSpec[] {
  const { feedback, inputs, units } = options;
  const joints = feedback > 0 ? { Y: 1 } : {};
  return jointParameters(reservoirParameters({ ...options, feedbackScaling: feedback }, inputs.length + columnsOf(joints), units), joints);
}

/** The weights of a reservoir as an experiment with this seed draws them, by their names in a checkpoint. */
export function drawWeights(options: EchoStateOptions, seed: number): Record<string, NamedArray> {
  const random = split(seed, 'weights');
  try {
    return Object.fromEntries(weightSpecs(options).map((spec) => [`layers.0.${spec.name}`, { shape: spec.shape, data: initialise(spec, random) }]));
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
    const { inputs, units, topology, density, spectralRadius, inputScaling, bias, feedback } = options;
    const key = JSON.stringify([inputs.length, units, topology, density, seed, feedback > 0]);
    if (last?.key !== key) last = { key, weights: drawWeights({ ...options, spectralRadius: 1, inputScaling: 1, bias: 1, feedback: Math.min(1, Math.ceil(feedback)) }, seed) };
    const scales: Readonly<Record<string, number>> = { 'layers.0.U': inputScaling, 'layers.0.W': spectralRadius, 'layers.0.b': bias, 'layers.0.Y': feedback };
    return Object.fromEntries(Object.entries(last.weights).map(([name, { shape, data }]) => [name, { shape, data: data.map((weight) => weight * scales[name]!) }]));
  };
}

/** A reservoir as the kernels take it. */
export interface DrawnWeights extends ReservoirWeights {
  readonly units: number;
}

/** That out of the arrays of a checkpoint: there from row to column, here the other way. What is fed back comes behind the inputs. @param layer `layers.0` */
export function kernelWeights(tensors: Readonly<Record<string, NamedArray>>, layer: string, alpha: number): DrawnWeights {
  const [U, W, b] = ['U', 'W', 'b'].map((name) => tensors[`${layer}.${name}`]!) as [NamedArray, NamedArray, NamedArray];
  const units = b.data.length;
  const read = Float32Array.of(...U.data, ...tensors[`${layer}.Y`]?.data ?? []);
  const into = transposed(W.data, units);
  const connections = into.reduce((count, weight) => count + Number(weight !== 0), 0);
  return { units, W: connections < units * units / 5 ? toSparse(into, units) : into, inputWeights: transposed(read, units), bias: b.data, alpha };
}

/** A network with the readout that its options ask for: states, then inputs, then the bias. */
export function drawnNetwork(workspace: ReservoirWorkspace, options: EchoStateOptions, weights: DrawnWeights): EchoStateNetwork {
  return new EchoStateNetwork(workspace, { ...weights, readoutInputs: options.readInputs ? options.inputs.length : 0, readoutBias: true, outputs: 1 });
}

/** `[rows, columns]` → `[columns, rows]` */
function transposed(matrix: Float32Array, columns: number): Float32Array {
  const rows = matrix.length / columns;
  const turned = new Float32Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = matrix[i * columns + j]!;
  return turned;
}
