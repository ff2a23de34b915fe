import { cellFacts, inputMatrices } from './cellFacts.ts';
import { chainsOf, depthOf } from './chains.ts';
import type { LayerSpec, ResolvedExperiment } from './experiment.ts';
import { readings } from './memory.ts';
import type { Sizes } from './needs.ts';
import { outputReads, widthRead } from './outputReads.ts';
import { carriesHidden } from './ownOutput.ts';

/** A parameter as it is laid out: rows by columns, or as many numbers. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** `W 64×256`. */
export const formatShape = ({ name, shape }: ParameterShape): string => `${name} ${shape.join('×')}`;

/** The parameters of every layer, those of an encoder first, each of a chain that reads both ways once; feedforward layers in them are left out. */
export function layerShapes(experiment: ResolvedExperiment, sizes: Sizes): { readonly layer: LayerSpec; readonly shapes: readonly ParameterShape[] }[] {
  const across = carriesHidden(experiment.model);
  return readings(experiment, sizes).map(({ layer, width }) => ({ layer, shapes: shapesOf(layer, depthOf(layer).input > 0 ? layer.hiddenSize : width, across) }));
}

function shapesOf({ cell, hiddenSize: n }: LayerSpec, nX: number, across: boolean): ParameterShape[] {
  const facts = cellFacts(cell);
  if (cell.kind === 'own' && cell.facts) return Object.entries(cell.facts.parameters).filter(([name]) => across || !(name in facts.recurrent)).map(([name, shape]) => ({ name, shape }));
  const { blocks, recurrent, children = [], reads, vectors, others } = facts;
  return [
    ...inputMatrices(facts).map(name => ({ name, shape: [nX * (reads?.length ?? 1), blocks * n] })),
    ...(across ? Object.keys(recurrent) : []).map(name => ({ name, shape: [n, blocks * n] })),
    ...children.flatMap(({ matrices }) => Object.entries(matrices)).map(([name, count]) => ({ name, shape: [n, count * n] })),
    ...Object.entries(vectors).map(([name, count]) => ({ name, shape: [count * n] })),
    ...Object.entries(others?.(nX, n) ?? {}).map(([name, count]) => ({ name, shape: [count] })),
  ];
}

/** V and c. */
export function outputShapes({ model: { layers, outputDepth }, training: { readout } }: ResolvedExperiment, { inputSize, outputSize }: Sizes): ParameterShape[] {
  const reads = outputReads(readout);
  const rows = outputDepth > 0 ? layers.at(-1)!.hiddenSize : widthRead(layers, inputSize, reads);
  return [{ name: 'V', shape: [rows, outputSize] }, ...(reads.bias ? [{ name: 'c', shape: [outputSize] }] : [])];
}

const numbersIn = ({ shape }: ParameterShape): number => shape.reduce((product, length) => product * length, 1);

/** Multiplications and additions of one step of one sequence on the way forward, by the matrices alone: each weight is used once. */
export function operationsPerStep(experiment: ResolvedExperiment, sizes: Sizes): number {
  const matrices = (shapes: readonly ParameterShape[]) => shapes.filter(({ shape }) => shape.length > 1).reduce((sum, each) => sum + numbersIn(each), 0);
  const layers = layerShapes(experiment, sizes).map(({ layer, shapes }) => chainsOf(layer, 0).length * (matrices(shapes) + deepWeights(layer)));
  return 2 * (layers.reduce((sum, each) => sum + each, 0) + matrices(outputShapes(experiment, sizes)));
}

/** Of the feedforward layers in a step, those that are n by n. */
function deepWeights(layer: LayerSpec): number {
  const { input, hidden } = depthOf(layer);
  return (Math.max(0, input - 1) + hidden) * layer.hiddenSize ** 2;
}

/** Parameters of a layer. */
export const countOf = (layer: LayerSpec, shapes: readonly ParameterShape[]): number => chainsOf(layer, 0).length * shapes.reduce((sum, each) => sum + numbersIn(each), 0);

