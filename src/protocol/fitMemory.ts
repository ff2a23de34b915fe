import type { EchoStateOptions } from './echoState.ts';
import { layersOf, sizeOf, unitsOfAll, unitsRead } from './reservoirLayers.ts';
import type { StackOptions } from './reservoirLayers.ts';

/** Bytes that one fit may take. */
const most = 4e9;

/** From what share of connections on W is kept dense. */
const dense = 1 / 5;

type Sizes = StackOptions & Pick<EchoStateOptions, 'readLayers' | 'squares' | 'readInputs' | 'inputs'>;

/** Numbers of a row that sums are added up over: states of all layers and inputs, the squares of those that the readout reads, and 1. */
function columnsOf(options: Sizes): number {
  const inputs = options.readInputs ? options.inputs.length : 0;
  return unitsOfAll(options) + inputs + (options.squares ? unitsRead(options) + inputs : 0) + 1;
}

/** Bytes that a network takes, whatever the series: its weights, as they are drawn and as the kernels have them, and the sums over its features, as they are added up, kept and factorised. */
export function fitMemory(options: Sizes): number {
  const layers = layersOf(options).map(({ units, topology, density }, k, all) => {
    const share = topology === 'random' ? density : 1 / units;
    const [drawing, W, U] = [8 + 12 * share, 4 + (share < dense ? 16 * share : 8), 12];
    return { drawing: units ** 2 * drawing, weights: units ** 2 * W + (k === 0 ? 0 : units * all[k - 1]!.units * U) };
  });
  const drawing = Math.max(...layers.map((each) => each.drawing)); // one after the other
  return drawing + layers.reduce((sum, { weights }) => sum + weights, 0) + 3 * 8 * columnsOf(options) ** 2;
}

/** A sentence about what is too large and what to lower, where a network would take more memory than a fit may; else undefined. */
export function tooLarge(options: Sizes): string | undefined {
  const bytes = fitMemory(options);
  if (bytes <= most) return undefined;
  const { layers, squares } = options;
  const network = `${sizeOf(options)}${squares ? ' and their squares' : ''}`;
  const lower = ['take fewer units', ...(layers > 1 ? ['fewer layers'] : []), ...(squares ? ['leave the squares out'] : [])];
  return `${network} would take ${Math.ceil(bytes / 1e9)} GB of memory, and a fit may take ${most / 1e9}: ${lower.length > 1 ? `${lower.slice(0, -1).join(', ')} or ${lower.at(-1)}` : lower[0]}.`;
}
