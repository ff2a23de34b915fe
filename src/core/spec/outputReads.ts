import { chainsOf, widthOf } from './chains.ts';
import type { StackedLayer } from './chains.ts';
import type { Readout } from './experiment.ts';

/** What o is made of, o = c + [h; …; x; their squares]·V. */
export interface OutputReads {
  /** Whose states: those of the uppermost layer, or of all side by side, from the input upwards. */
  readonly layers: 'last' | 'all';
  /** Whether x⁽ᵗ⁾ itself comes after them. */
  readonly inputs: boolean;
  /** Whether the square of each comes after all of these. */
  readonly squares: boolean;
  /** Whether there is a c. */
  readonly bias: boolean;
}

/** A readout as far as it says what it reads. */
export type ReadingReadout = Partial<OutputReads> & Pick<Readout, 'kind'>;

export const usualReads: OutputReads = { layers: 'last', inputs: false, squares: false, bias: true };

/** What the output of an experiment reads. A run from before there were such switches has none. */
export function outputReads(readout: ReadingReadout | undefined): OutputReads {
  if (readout === undefined || readout.kind === 'gradient') return usualReads;
  const { layers = usualReads.layers, inputs = usualReads.inputs, squares = usualReads.squares, bias = usualReads.bias } = readout;
  return { layers, inputs, squares, bias };
}

/** The layers whose states it reads, of all from the input upwards. */
export const layersRead = <T>(all: readonly T[], { layers }: OutputReads): readonly T[] => (layers === 'all' ? all : all.slice(-1));

/** Their states by name: `layers.0.h`. */
export const statesRead = (layers: readonly StackedLayer[], reads: OutputReads): string[] =>
  layersRead(layers.map((layer, index) => chainsOf(layer, index)), reads).flat().map(({ state }) => state);

/** Columns that it reads: the rows of V. */
export function widthRead(layers: readonly StackedLayer[], inputSize: number, reads: OutputReads): number {
  return (reads.squares ? 2 : 1) * layersRead(layers.map(widthOf), reads).reduce((sum, width) => sum + width, reads.inputs ? inputSize : 0);
}
