import { concat, grad, slice, tensor2d, tidy, tile } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Cell, Parameters, State } from '../cells/cell.ts';
import { entriesThatFlow, isCount } from '../cells/entriesThatFlow.ts';
import { ownParameters } from '../models/chain.ts';
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

/** Rows of numbers, one a time step. */
interface Rows {
  readonly columns: number;
  readonly data: Float32Array;
}

/**
 * What the chains of the lowest layers of a stack read and carry, from a state of zeros. Between two steps no tensor is kept.
 * @param x of one sequence, `[1, tau, nX]` @param there whether there is an element at t; where there is none, the state is held
 * @param layers how many of them @param breathe lets others have a turn, before each step
 */
export async function readingsOf(
  { spec, chains }: Model, parameters: Parameters, x: Tensor3D, there: (t: number) => boolean, layers: number, breathe: () => Promise<void>,
): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const [, tau, nX] = x.shape;
  let xs: Rows = { columns: nX, data: await x.data<'float32'>() };
  for (const layer of spec.layers.slice(0, layers)) {
    const outputs: Rows[] = [];
    for (const chain of chains.slice(readings.length, readings.length + chainsOf(layer, 0).length)) {
      const read = await readChain(chain, ownParameters(chain, parameters), xs, tau, there, breathe);
      readings.push(read.reading);
      outputs.push(read.outputs);
    }
    xs = besides(outputs, tau);
  }
  return readings;
}

async function readChain(chain: Chain, own: Parameters, xs: Rows, tau: number, there: (t: number) => boolean, breathe: () => Promise<void>): Promise<{ reading: Reading; outputs: Rows }> {
  const { cell, direction } = chain;
  const steps: StateStep[] = [];
  const outputs = new Float32Array(tau * cell.hiddenSize);
  let state: Entries = Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, new Float32Array(columns)]));
  let output = new Float32Array(cell.hiddenSize);
  for (let i = 0; i < tau; i++) {
    await breathe();
    const t = direction === 'forward' ? i : tau - 1 - i;
    if (there(t)) {
      const x = xs.data.slice(t * xs.columns, (t + 1) * xs.columns);
      const counts = Object.fromEntries(Object.entries(state).filter(([entry]) => isCount(entry)));
      steps.push({ i, t, s: joined(entriesThatFlow(cell).map(([entry]) => state[entry]!)), counts, x });
      ({ state, output } = afterStep(cell, own, state, x, i));
    }
    outputs.set(output, t * cell.hiddenSize);
  }
  return { reading: { chain, own, steps }, outputs: { columns: cell.hiddenSize, data: outputs } };
}

type Entries = Readonly<Record<string, Float32Array>>;

function afterStep(cell: Cell, own: Parameters, state: Entries, x: Float32Array, i: number): { state: Entries; output: Float32Array<ArrayBuffer> } {
  const row = (values: Float32Array): Tensor2D => tensor2d(values, [1, values.length]);
  return tidy(() => {
    const before = Object.fromEntries(Object.entries(state).map(([entry, values]) => [entry, row(values)]));
    const after = cell.step(own, before, row(x), contextAt(i));
    const next = Object.fromEntries(Object.entries(after.state).map(([entry, value]) => [entry, value.dataSync<'float32'>()]));
    return { state: next, output: Float32Array.from(after.output.dataSync()) };
  });
}

/** Rows side by side. */
function besides(all: readonly Rows[], tau: number): Rows {
  if (all.length === 1) return all[0]!;
  const columns = all.reduce((sum, rows) => sum + rows.columns, 0);
  const data = new Float32Array(tau * columns);
  for (let t = 0; t < tau; t++) data.set(joined(all.map((rows) => rows.data.subarray(t * rows.columns, (t + 1) * rows.columns))), t * columns);
  return { columns, data };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
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
