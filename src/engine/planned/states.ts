import { fill, take } from '../fused/padding.ts';
import { F32 } from '../fused/fusedCell.ts';
import type { PaddedShape } from '../fused/padding.ts';
import type { Plan } from './plan.ts';
import type { Workspace } from './workspace.ts';

/** The state of every chain between two batches, `[B, n]` by name; kept outside the kernels' memory. */
export type CarriedState = readonly Readonly<Record<string, Float32Array>>[];

/** Zeros. */
export function zeroState(plan: Plan, B: number): CarriedState {
  return plan.chains.map(({ cell, hiddenSize }) => Object.fromEntries(cell.states.map((name) => [name, new Float32Array(B * hiddenSize)])));
}

/** Writes a share's rows of the first states. */
export function writeFirstStates(memory: WebAssembly.Memory, plan: Plan, state: CarriedState, space: Workspace): void {
  eachState(plan, space, 0, (name, chain, at, count, shape) => {
    const n = shape.columns;
    const to = new Float32Array(memory.buffer, at, count);
    to.fill(0);
    fill(shape, state[chain]![name]!.subarray(space.first * n, (space.first + space.rows) * n), to);
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

/** Visits each state of each chain as it is before step t. */
function eachState(plan: Plan, { rows, chains }: Workspace, t: number, visit: Visit): void {
  plan.chains.forEach(({ cell, hiddenSize, units }, chain) => {
    const count = rows * units;
    for (const name of cell.states) visit(name, chain, chains[chain]![name]! + t * count * F32, count, { rows, blocks: 1, columns: hiddenSize });
  });
}
