import { cellFacts } from './cellFacts.ts';
import type { EncoderSpec, LayerSpec } from './experiment.ts';

/** A layer as far as its place in a stack goes. A file from before there were directions has none: forward; nor depth: none. */
export type StackedLayer = Pick<LayerSpec, 'cell' | 'hiddenSize'> & Partial<Pick<LayerSpec, 'direction' | 'depth' | 'dropout'>>;

/** An encoder as far as its place in a model goes. */
export type StackedEncoder = Pick<EncoderSpec, 'as' | 'attention'> & { readonly layers: readonly StackedLayer[] };

/**
 * One cell that reads what its layer reads, in one direction. A layer that reads both ways is two chains of the same kind, h from
 * the first step to the last and g from the last to the first (figure 10.11), with parameters of their own.
 */
export interface ChainSpec {
  /** What its parameters, gates and carried state are named by: `layers.0`; `layers.0.backward` where the layer has two. */
  readonly name: string;
  readonly direction: 'forward' | 'backward';
  /** What a probe calls its state: `layers.0.h`, read backward `layers.0.g`. */
  readonly state: string;
  /** What a probe calls the gradient of that: `layers.0.dh`, `layers.0.dg`. */
  readonly gradient: string;
}

/** The chains of a layer, h first. @param index of the layer, from the input upwards, from 0 @param root of its names: `encoder.` */
export function chainsOf({ direction = 'forward' }: Pick<StackedLayer, 'direction'>, index: number, root = ''): ChainSpec[] {
  const layer = `${root}layers.${index}`;
  return direction === 'both'
    ? [chain(`${layer}.forward`, layer, 'forward'), chain(`${layer}.backward`, layer, 'backward')]
    : [chain(layer, layer, direction)];
}

function chain(name: string, layer: string, direction: ChainSpec['direction']): ChainSpec {
  const letter = direction === 'forward' ? 'h' : 'g';
  return { name, direction, state: `${layer}.${letter}`, gradient: `${layer}.d${letter}` };
}

/** Columns that the layer above sees: the outputs of its chains side by side. */
export function widthOf(layer: StackedLayer): number {
  return layer.hiddenSize * chainsOf(layer, 0).length;
}

/** Whether an answer at t may depend on what comes after t. */
export const readsBackward = ({ direction = 'forward' }: Pick<StackedLayer, 'direction'>): boolean => direction !== 'forward';

/** Whether its cell goes from children to their parent in a tree. */
export const isOfTrees = ({ cell }: Pick<StackedLayer, 'cell'>): boolean => cellFacts(cell).children !== undefined;

/** Layers on the way into the cell of a layer. */
export const depthOf = ({ depth }: Pick<StackedLayer, 'depth'>): NonNullable<StackedLayer['depth']> => depth ?? { input: 0, hidden: 0, skip: false };

/** Whether there are any. */
export function isDeep(layer: Pick<StackedLayer, 'depth'>): boolean {
  const { input, hidden } = depthOf(layer);
  return input + hidden > 0;
}
