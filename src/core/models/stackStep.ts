import { zeros } from '@tensorflow/tfjs-core';
import type { Rank, Tensor2D } from '@tensorflow/tfjs-core';
import type { Parameters, State, StepContext } from '../cells/cell.ts';
import { look } from '../cells/unroll.ts';
import { named, ownParameters } from './chain.ts';
import type { Chain } from './chain.ts';
import type { ModelState } from './model.ts';

/** Columns of each entry of the states of all chains, by name: `layers.0.h`. */
export function entrySizes(chains: readonly Chain[]): Record<string, number> {
  return Object.fromEntries(chains.flatMap(({ name, cell }) => Object.entries(cell.stateSizes).map(([entry, columns]) => [`${name}.${entry}`, columns])));
}

/** The states of all chains as one. */
export function flatState(chains: readonly Chain[], state: ModelState): State {
  return Object.fromEntries(chains.flatMap(({ name }, i) => Object.entries(state[i]!).map(([entry, value]) => [`${name}.${entry}`, value])));
}

/** The state of one chain out of those of all. */
export function entriesOf({ name, cell }: Chain, state: State): State {
  return Object.fromEntries(Object.keys(cell.stateSizes).map((entry) => [entry, state[`${name}.${entry}`]!]));
}

/**
 * One step of a whole stack that reads forward, each chain what the one below it made.
 * @param state of all chains as one @param x `[B, nX]`, joints and all @param hidden whether the chains carry their states
 * @returns the uppermost h, `[B, n]`, what each chain hands on, and the states after it
 */
export function stepStack(
  chains: readonly Chain[], parameters: Parameters, state: State, x: Tensor2D, context: StepContext, hidden = true,
): { readonly h: Tensor2D; readonly states: readonly Tensor2D[]; readonly state: State } {
  const { see = (_, value) => value } = context;
  const next: Record<string, Tensor2D> = {};
  const states: Tensor2D[] = [];
  let h = x;
  for (const chain of chains) {
    const before = hidden ? entriesOf(chain, state) : nothing(chain, x.shape[0]);
    const own = named(chain, see);
    const step = chain.cell.step(ownParameters(chain, parameters, !hidden), before, h, { ...context, see: own });
    const seen = look(step, context.t, { see: (name, _, value) => own(name, value) });
    h = seen.output;                                                             // [B, n]
    states.push(h);
    if (hidden) for (const [entry, value] of Object.entries(seen.state)) next[`${chain.name}.${entry}`] = value;
  }
  return { h, states, state: next };
}

const nothing = ({ cell }: Chain, B: number): State =>
  Object.fromEntries(Object.entries(cell.stateSizes).map(([entry, columns]) => [entry, zeros<Rank.R2>([B, columns])]));
