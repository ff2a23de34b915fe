import type { EchoStateOptions } from './echoState.ts';

/** Bytes that one fit may take. */
const most = 4e9;

/** From what share of connections on W is kept dense. */
const dense = 1 / 5;

type Sizes = Pick<EchoStateOptions, 'units' | 'layers' | 'topology' | 'density' | 'squares' | 'readInputs' | 'inputs'>;

/** Numbers that the readout reads: states of all layers, inputs, their squares and the bias. */
export const featuresOf = ({ units, layers, squares, readInputs, inputs }: Sizes): number => (squares ? 2 : 1) * (units * layers + (readInputs ? inputs.length : 0)) + 1;

/** Bytes that a network takes, whatever the series: its weights, as they are drawn and as the kernels have them, and the sums over its features, as they are added up, kept and factorised. */
export function fitMemory(options: Sizes): number {
  const { units, layers, topology, density } = options;
  const share = topology === 'random' ? density : 1 / units;
  const [drawing, W, U] = [8 + 12 * share, 4 + (share < dense ? 16 * share : 8), 12];
  return units ** 2 * (drawing + layers * W + (layers - 1) * U) + 3 * 8 * featuresOf(options) ** 2;
}

/** A sentence about what is too large and what to lower, where a network would take more memory than a fit may; else undefined. */
export function tooLarge(options: Sizes): string | undefined {
  const bytes = fitMemory(options);
  if (bytes <= most) return undefined;
  const { units, layers, squares } = options;
  const network = `${layers > 1 ? `${layers} layers of ` : ''}${units.toLocaleString('en')} units${squares ? ' and their squares' : ''}`;
  const lower = ['take fewer units', ...(layers > 1 ? ['fewer layers'] : []), ...(squares ? ['leave the squares out'] : [])];
  return `${network} would take ${Math.ceil(bytes / 1e9)} GB of memory, and a fit may take ${most / 1e9}: ${lower.length > 1 ? `${lower.slice(0, -1).join(', ')} or ${lower.at(-1)}` : lower[0]}.`;
}
