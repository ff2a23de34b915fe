import { add, concat, matMul, split, tanh, transpose, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameters, State } from '../cells/cell.ts';
import { entriesThatFlow } from '../cells/entriesThatFlow.ts';
import type { Unroll } from '../cells/unroll.ts';
import type { ParameterSpec } from '../math/initialisers.ts';
import { widthOf } from '../spec/chains.ts';
import type { StackedEncoder } from '../spec/chains.ts';
import type { Attention } from './attention.ts';
import { chainParameters, readStack, stackOf } from './chain.ts';
import type { Around, Chain } from './chain.ts';
import type { Encoder, ModelState } from './model.ts';

/** An encoder, and what it has to learn. */
export interface LearningEncoder extends Encoder {
  readonly parameters: readonly ParameterSpec[];
}

/** Columns of C: the uppermost states of an encoder side by side. */
export const contextSize = ({ layers }: Pick<StackedEncoder, 'layers'>): number => widthOf(layers.at(-1)!);

/**
 * An encoder (section 10.4, figure 10.12): a stack like any other that reads a source, and the context that it ends with,
 *
 *   C = [h⁽τ⁾; g⁽¹⁾]                the uppermost states, each after all that it read
 *   s⁽⁰⁾ = tanh(b + C·W)            the first state of each chain of the decoder, where C is read as initial state
 *
 * W and b are a pair for each chain, for all entries of its state side by side (h and c of an LSTM). They are learnt rather than left
 * out where the shapes happen to fit, so that any encoder goes with any decoder by the same rule (Cho et al. 2014, arXiv:1406.1078).
 * A clock, of a clockwork network, begins at 0 as ever: it counts.
 * @param decoder the chains that are begun
 */
export function encoder({ layers, as }: StackedEncoder, inputSize: number, decoder: readonly Chain[], attention: Attention | undefined, unroll: Unroll, around: Around): LearningEncoder {
  const stack = stackOf(layers, inputSize, {}, 'encoder.', around);
  const chains = stack.flat();
  const nC = contextSize({ layers });
  const begun = as === 'input' ? [] : decoder;
  return {
    inputSize, chains,
    parameters: [...chains.flatMap((chain) => chainParameters(chain)), ...begun.flatMap((chain) => initialParameters(chain, nC)), ...(attention?.parameters ?? [])],

    read(parameters, source, mask, context, probe) {
      const { outputs, top } = readStack(stack, unroll, parameters, transpose(source, [1, 0, 2]), firstStates(chains, source.shape[0]), context, probe, mask && transpose(mask));
      const last = concat(top.map(({ state }) => state.h!), 1);                  // [B, nC]
      const C = probe ? probe.see('C', 0, last) : last;
      if (!attention) return { C, mask };
      const hs = transpose(outputs, [1, 0, 2]);                                  // [B, tauSource, nC]
      return { C, hs, keys: attention.keys(parameters, hs), mask };
    },

    begin: (parameters, { C }) => (as === 'input' ? firstStates(decoder, C.shape[0]) : decoder.map((chain) => initialState(chain, parameters, C))),
  };
}

/** Zeros. */
const firstStates = (chains: readonly Chain[], B: number): ModelState => chains.map(({ cell }) =>
  Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, zeros<Rank.R2>([B, columns])])));

const columnsOf = ({ cell }: Chain): number[] => entriesThatFlow(cell).map(([, columns]) => columns);

/** W is drawn by matrices of one width: one for each entry, or for each of several that stand side by side in one. */
function initialParameters(chain: Chain, nC: number): ParameterSpec[] {
  const columns = columnsOf(chain).reduce((sum, each) => sum + each, 0);
  const width = columnsOf(chain).reduce(greatestCommonDivisor);
  return [
    { name: `initial.${chain.name}.W`, shape: [nC, columns], initialiser: { kind: 'glorot', blocks: columns / width } },
    { name: `initial.${chain.name}.b`, shape: [columns], initialiser: { kind: 'zeros' } },
  ];
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function initialState(chain: Chain, parameters: Parameters, C: Tensor2D): State {
  const [W, b] = [parameters[`initial.${chain.name}.W`] as Tensor2D, parameters[`initial.${chain.name}.b`] as Tensor1D];
  const s = tanh(add<Tensor2D>(b, matMul(C, W)));                                // [B, n of every entry]
  const entries = entriesThatFlow(chain.cell);
  const parts = entries.length === 1 ? [s] : split<Tensor2D>(s, columnsOf(chain), 1);
  return { ...firstStates([chain], C.shape[0])[0], ...Object.fromEntries(entries.map(([entry], i) => [entry, parts[i]!])) };
}
