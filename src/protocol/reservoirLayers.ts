import type { EchoStateOptions } from './echoState.ts';

/** What each reservoir of a stack may have of its own. */
export const layerNames = ['units', 'topology', 'spectralRadius', 'leakRate', 'inputScaling', 'bias', 'density', 'noise'] as const;

/** One reservoir of a stack. */
export type ReservoirLayer = Pick<EchoStateOptions, (typeof layerNames)[number]>;

/** What a reservoir has of its own; what is left out is as in the lowest. */
export type OwnOfLayer = Partial<ReservoirLayer>;

export type StackOptions = ReservoirLayer & Pick<EchoStateOptions, 'layers' | 'above'>;

/**
 * The reservoirs from the lowest up. One above it is as the lowest is, but for what it has of its own; and where nothing else is said
 * it reads the states below by weights within ±1/√n: as many of them then drive it as much as a few do.
 */
export function layersOf({ layers, above, units, topology, spectralRadius, leakRate, inputScaling, bias, density, noise }: StackOptions): ReservoirLayer[] {
  const lowest = { units, topology, spectralRadius, leakRate, inputScaling, bias, density, noise };
  const all = [lowest];
  for (let k = 1; k < layers; k++) all.push({ ...lowest, inputScaling: 1 / Math.sqrt(all[k - 1]!.units), ...above[k - 1] });
  return all;
}

/** Units of all of them. */
export const unitsOfAll = (options: StackOptions): number => layersOf(options).reduce((sum, { units }) => sum + units, 0);

/** `2 layers of 300 units` */
export function sizeOf(options: StackOptions): string {
  const [lowest, ...above] = layersOf(options);
  const alike = above.every(({ units }) => units === lowest!.units);
  const units = alike ? lowest!.units : unitsOfAll(options);
  return `${above.length > 0 ? `${above.length + 1} layers of ` : ''}${units.toLocaleString('en')} ${units === 1 ? 'unit' : 'units'}${alike ? '' : ' in all'}`;
}

/** Units whose states the readout reads. */
export const unitsRead = (options: StackOptions & Pick<EchoStateOptions, 'readLayers'>): number => (options.readLayers === 'last' ? layersOf(options).at(-1)!.units : unitsOfAll(options));
