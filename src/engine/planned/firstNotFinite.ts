import type { Batch } from '../../core/data/batch.ts';
import { NotFinite } from '../../core/train/engine.ts';
import { F32 } from '../fused/fusedCell.ts';
import type { Pointer } from '../kernels/kernels.ts';
import type { PlannedLearner } from './learner.ts';
import type { Passed, Passes } from './passes.ts';
import type { Plan } from './plan.ts';
import type { CarriedState } from './states.ts';
import { outputsOf } from './workspace.ts';

/**
 * Repeats a pass whose loss or gradient was not finite, and finds the first bad value in the order of computation: activations
 * (`layers.0.h at t = 7`, `o at t = 7`), `loss`, then gradients from the output down (`gradient of layers.0.W`).
 */
export function firstNotFinite(passes: Passes, learner: PlannedLearner, batch: Batch, state: CarriedState | undefined, loss: number): NotFinite {
  return badActivation(passes, passes.run(batch, state, 'outputs')) ?? badLoss(loss) ?? badGradient(passes, learner, batch, state)
    ?? new NotFinite('norm of the gradient', Infinity);
}

/** Columns of the rows that a thread computed at one step. */
interface Columns {
  readonly name: string;
  readonly at: Pointer;
  readonly rows: number;
  /** Numbers from row to row, and which of them are meant. */
  readonly width: number;
  readonly first: number;
  readonly count: number;
}

function badActivation({ plan, memory }: Passes, passed: Passed): NotFinite | undefined {
  for (const columns of activations(plan, passed)) {
    const bad = badIn(new Float32Array(memory.buffer, columns.at, columns.rows * columns.width), columns);
    if (bad !== undefined) return new NotFinite(columns.name, bad);
  }
  return undefined;
}

/** Everything that a pass computed on its way to the logits, in that order. */
function* activations(plan: Plan, { shape, spaces }: Passed): Generator<Columns> {
  for (let chain = 0; chain < plan.chains.length; chain++) {
    for (let step = 0; step < shape.tau; step++) yield* atStep(plan, chain, step, shape.tau, spaces);
  }
  const { output: { columns: width }, spec: { outputSize: count } } = plan;
  const outputs = outputsOf(plan, shape.tau);
  for (let i = 0; i < outputs; i++) {
    const name = `o at t = ${shape.tau - outputs + i}`;
    for (const { o, rows } of spaces) yield { name, at: o + i * rows * width * F32, rows, width, first: 0, count };
  }
}

/** Gates and h of one chain at one step, as it goes. */
function* atStep(plan: Plan, index: number, step: number, tau: number, spaces: Passed['spaces']): Generator<Columns> {
  const { name: chain, state, backward, cell, units, hiddenSize: count } = plan.chains[index]!;
  const t = backward ? tau - 1 - step : step;
  const wide = cell.blocks * units;
  for (const [i, gate] of cell.gates.entries()) {
    const name = `${chain}.gate.${gate} at t = ${t}`;
    for (const { chains, rows } of spaces) yield { name, at: chains[index]!['a']! + step * rows * wide * F32, rows, width: wide, first: i * units, count };
  }
  const name = `${state} at t = ${t}`;
  for (const { chains, rows } of spaces) yield { name, at: chains[index]!['h']! + (step + 1) * rows * units * F32, rows, width: units, first: 0, count };
}

const badLoss = (loss: number): NotFinite | undefined => (Number.isFinite(loss) ? undefined : new NotFinite('loss', loss));

function badGradient(passes: Passes, learner: PlannedLearner, batch: Batch, state: CarriedState | undefined): NotFinite | undefined {
  learner.measure(passes.run(batch, state, 'gradient').shape.members);
  for (const [name, values] of Object.entries(learner.gradients()).reverse()) {
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined) return new NotFinite(`gradient of ${name}`, bad);
  }
  return undefined;
}

/** The first bad number. */
function badIn(values: Float32Array, { width, first, count }: Columns): number | undefined {
  for (let row = 0; row < values.length; row += width) {
    const bad = values.subarray(row + first, row + first + count).find((value) => !Number.isFinite(value));
    if (bad !== undefined) return bad;
  }
  return undefined;
}
