import { concat, grad, reshape, slice, tensor2d, tidy, tile, zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, State } from '../cells/cell.ts';
import { ownParameters, sideBySide } from '../models/chain.ts';
import type { Chain } from '../models/chain.ts';
import type { Model } from '../models/model.ts';
import { split } from '../math/random.ts';
import { chainsOf } from '../spec/chains.ts';

/** A step of a chain: s⁽ᵗ⁻¹⁾, the entries of its state side by side but for those that only count, and the x⁽ᵗ⁾ it reads; `i` counts in the order in which it reads. */
export interface StateStep {
  readonly i: number;
  readonly t: number;
  readonly s: Float32Array;
  readonly counts: Readonly<Record<string, Float32Array>>;
  readonly x: Float32Array;
}

export interface Reading {
  readonly chain: Chain;
  readonly own: Parameters;
  readonly steps: readonly StateStep[];
}

/**
 * What each chain of a stack reads and carries, from a state of zeros.
 * @param x of one sequence, `[1, tau, nX]` @param there whether there is an element at t; where there is none, the state is held
 */
export function readingsOf({ spec, chains }: Model, parameters: Parameters, x: Tensor3D, there: (t: number) => boolean): readonly Reading[] {
  const readings: Reading[] = [];
  tidy(() => {
    const [, tau, nX] = x.shape;
    let xs: Tensor2D = reshape(x, [tau, nX]);                                                          // [tau, nX]
    for (const layer of spec.layers) {
      const own = chains.slice(readings.length, readings.length + chainsOf(layer, 0).length);
      const read = own.map((chain) => readChain(chain, ownParameters(chain, parameters), xs, there));
      readings.push(...read.map(({ reading }) => reading));
      const outputs = sideBySide(read.map(({ outputs }) => reshape(outputs, [tau, 1, outputs.shape[1]])));     // [tau, 1, n | 2n]
      xs = reshape(outputs, [tau, outputs.shape[2]]);
    }
  });
  return readings;
}

function readChain(chain: Chain, own: Parameters, xs: Tensor2D, there: (t: number) => boolean): { reading: Reading; outputs: Tensor2D } {
  const { cell, direction } = chain;
  const [tau] = xs.shape;
  const steps: StateStep[] = [];
  const outputs: Tensor2D[] = [];
  let state: State = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, zeros<Rank.R2>([1, columns])]));
  let output: Tensor2D = zeros([1, cell.hiddenSize]);
  for (let i = 0; i < tau; i++) {
    const t = direction === 'forward' ? i : tau - 1 - i;
    if (there(t)) {
      const x: Tensor2D = slice(xs, [t, 0], [1, -1]);
      const counts = Object.fromEntries(Object.entries(state).filter(([entry]) => isCount(entry)).map(([entry, value]) => [entry, value.dataSync<'float32'>()]));
      steps.push({ i, t, s: flat(cell, state).dataSync<'float32'>(), counts, x: x.dataSync<'float32'>() });
      ({ state, output } = cell.step(own, state, x, contextAt(i)));
    }
    outputs[t] = output;
  }
  return { reading: { chain, own, steps }, outputs: concat(outputs) };
}

/** P·∂s⁽ᵗ⁾/∂s⁽ᵗ⁻¹⁾, `[rows, N]`: each row of P is a gradient that goes one step back, all side by side, what is read held fixed. */
export function back({ chain: { cell }, own }: Reading, { i, s, counts, x }: StateStep, P: Float32Array): Float32Array {
  const N = s.length;
  const rows = P.length / N;
  return tidy(() => {
    const inEach = (row: Float32Array): Tensor2D => tile(tensor2d(row, [1, row.length]), [rows, 1]);
    const held = Object.fromEntries(Object.entries(counts).map(([entry, values]) => [entry, inEach(values)]));
    const xs = inEach(x);                                                                             // [rows, nX]
    const step = (before: Tensor): Tensor => flat(cell, cell.step(own, { ...entriesOf(cell, before as Tensor2D), ...held }, xs, contextAt(i)).state);
    return grad(step)(inEach(s), tensor2d(P, [rows, N])).dataSync<'float32'>();
  });
}

/** No gradient flows through the time that a state counts. */
const isCount = (entry: string): boolean => entry === 'clock';

/** The entries of a state that a gradient flows through, and their columns. */
export const entriesThatFlow = ({ stateSizes }: Cell): [string, number][] => Object.entries(stateSizes).filter(([entry]) => !isCount(entry));

/** Numbers in them. */
export const widthOfState = (cell: Cell): number => entriesThatFlow(cell).reduce((sum, [, columns]) => sum + columns, 0);

/** Side by side, `[rows, N]`. */
const flat = (cell: Cell, state: State): Tensor2D => concat(entriesThatFlow(cell).map(([entry]) => state[entry]!), 1);

function entriesOf(cell: Cell, s: Tensor2D): State {
  let begin = 0;
  return Object.fromEntries(entriesThatFlow(cell).map(([entry, columns]) => {
    begin += columns;
    return [entry, slice(s, [0, begin - columns], [-1, columns])];
  }));
}

/** Nothing is drawn at random outside training. */
const contextAt = (t: number) => ({ t, training: false, random: split(1, 'noise', t) });
