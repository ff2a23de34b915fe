import { fill, take } from '../fused/padding.ts';
import { F32, firstState, lastState } from '../fused/fusedCell.ts';
import type { PaddedShape } from '../fused/padding.ts';
import type { Plan } from './plan.ts';
import type { Workspace } from './workspace.ts';

/** The state of every chain between two batches, `[B, n]` by name; kept outside the kernels' memory. */
export type CarriedState = readonly Readonly<Record<string, Float32Array>>[];

/** Zeros. */
export function zeroState(plan: Plan, B: number): CarriedState {
  return plan.chains.map(({ cell, hiddenSize }) => Object.fromEntries(cell.states.map((name) => [name, new Float32Array(B * hiddenSize)])));
}

/** Writes a share's rows of the first states. @param state left out, zeros */
export function writeFirstStates(memory: WebAssembly.Memory, plan: Plan, state: CarriedState | undefined, space: Workspace): void {
  eachState(plan, space, 0, (name, chain, at, count, shape) => {
    const n = shape.columns;
    const to = new Float32Array(memory.buffer, at, count);
    to.fill(0);
    if (state) fill(shape, state[chain]![name]!.subarray(space.first * n, (space.first + space.rows) * n), to);
  });
}

/** The states after the last step, of all shares. */
export function readLastStates(memory: WebAssembly.Memory, plan: Plan, tau: number, B: number, spaces: readonly Workspace[]): CarriedState {
  const state = zeroState(plan, B);
  for (const space of spaces) {
    eachState(plan, space, tau, (name, chain, at, count, shape) => {
      state[chain]![name]!.set(take(shape, new Float32Array(memory.buffer, at, count)), space.first * shape.columns);
    });
  }
  return state;
}

type Visit = (name: string, chain: number, at: number, count: number, shape: PaddedShape) => void;

/** Visits each state of each chain, as it is after tau steps; after none, before the first. */
function eachState(plan: Plan, { rows, chains }: Workspace, tau: number, visit: Visit): void {
  plan.chains.forEach(({ cell, hiddenSize, units }, chain) => {
    const count = rows * units;
    const where = (i: number): number => (tau === 0 ? firstState(cell, chains[chain]!, i, count * F32) : lastState(cell, chains[chain]!, i, tau, count * F32));
    cell.states.forEach((name, i) => visit(name, chain, where(i), count, { rows, blocks: 1, columns: hiddenSize }));
  });
}
