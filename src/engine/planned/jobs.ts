import { F32 } from '../fused/fusedCell.ts';
import type { Places } from '../fused/fusedCell.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { backward, forward, lossOf } from './pass.ts';
import type { ParameterPlace, Plan, Source } from './plan.ts';
import { outputsOf } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

/**
 * What the threads do together, each its share; one after another, and all are done with one before the next begins. `members` is how
 * many take part, from the first.
 */
export type Job =
  /** A batch, as far as it is wanted: logits, their loss, and the gradient of every parameter, added to that of the last pass or in its place. @param scale see `lossOf` */
  | { readonly kind: 'pass'; readonly shape: Shape; readonly until: Depth; readonly scale: number; readonly adds: boolean }
  /** Adds the threads' gradients, and measures them: before, and after each element is cut to ±limit. */
  | { readonly kind: 'reduce'; readonly limit: number; readonly members: number }
  /** The optimiser's update, of each parameter's gradient times its `scale` and cut to ±limit. @param step of this update, counted from 1 */
  | { readonly kind: 'update'; readonly scales: readonly number[]; readonly limit: number; readonly learningRate: number; readonly step: number; readonly members: number }
  /** Lays the matrices out for the next passes. */
  | { readonly kind: 'pack'; readonly members: number };

export type Depth = 'outputs' | 'loss' | 'gradient';

/** A thread's share of a job. @param answers what it found out: the sum of the losses, or squared norms @param space of a pass */
export function work(plan: Plan, job: Job, thread: number, answers: Float64Array, space: Workspace | undefined): void {
  switch (job.kind) {
    case 'pass': return pass(plan, job, thread, answers, space!);
    case 'reduce': return reduce(plan, job, thread, answers);
    case 'update': return plan.parameters.forEach((parameter, i) => update(plan, parameter, job.scales[i]!, job, thread));
    case 'pack': return packings(plan).forEach((pack, i) => i % job.members === thread && pack());
  }
}

function pass(plan: Plan, { shape, until, scale, adds }: Job & { kind: 'pass' }, thread: number, answers: Float64Array, space: Workspace): void {
  forward(plan, shape, space);
  if (until === 'outputs') return;
  answers[0] = lossOf(plan, outputsOf(plan, shape.tau), space, scale);
  if (until === 'loss') return;
  if (!adds) plan.kernels.clear(plan.gradients[thread]!, plan.size);
  backward(plan, shape, space);
}

/** ‖g‖² of each parameter's share before and after clipping by value, one after another. */
function reduce(plan: Plan, { limit, members }: Job & { kind: 'reduce' }, thread: number, answers: Float64Array): void {
  const [sum, ...others] = plan.gradients.slice(0, members);
  plan.parameters.forEach((parameter, i) => {
    const { from, count } = share(parameter, members, thread);
    const at = sum! + from * F32;
    for (const other of others) plan.kernels.addTo(at, other + from * F32, count);
    answers[2 * i] = plan.kernels.squaredNorm(at, count, Infinity);
    answers[2 * i + 1] = limit === Infinity ? answers[2 * i]! : plan.kernels.squaredNorm(at, count, limit);
  });
}

function update(plan: Plan, parameter: ParameterPlace, scale: number, job: Job & { kind: 'update' }, thread: number): void {
  const { limit, learningRate, step, members } = job;
  const { kernels, slots, spec: { optimiser } } = plan;
  const { from, count } = share(parameter, members, thread);
  const at = (row: number | undefined): number => row! + from * F32;
  const [theta, g] = [at(plan.theta), at(plan.gradients[0])];
  switch (optimiser.kind) {
    case 'sgd':
      return kernels.sgd(theta, g, at(slots['v']), count, scale, limit, learningRate, optimiser.momentum);
    case 'rmsprop':
      return kernels.rmsprop(theta, g, at(slots['r']), count, scale, limit, learningRate, optimiser.decay, 1 - optimiser.decay, optimiser.epsilon);
    case 'adam': {
      const { beta1, beta2, epsilon } = optimiser;
      const [unbias1, unbias2] = [1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)]; // the running means begin at 0
      return kernels.adam(
        theta, g, at(slots['s']), at(slots['r']), count, scale, limit, learningRate, beta1, 1 - beta1, unbias1, beta2, 1 - beta2, unbias2, epsilon);
    }
  }
}

/** A thread's stretch of a parameter within the row of all; a multiple of 4 numbers. */
function share({ offset, size }: ParameterPlace, members: number, thread: number): { from: number; count: number } {
  const border = (k: number): number => 4 * Math.floor((size / 4) * (k / members));
  return { from: offset + border(thread), count: border(thread + 1) - border(thread) };
}

/** One piece of work for each matrix that is read packed; nothing is below x, whose part of U is never read transposed. */
function packings({ kernels, chains, output }: Plan): (() => void)[] {
  const ofChains = chains.flatMap(({ cell, units, sources, places }) =>
    [() => cell.pack(places), ...sources.map((source) => () => packSource(kernels, places, 'U', source, cell.blocks * units))]);
  return [...ofChains, ...output.sources.map((source) => () => packSource(kernels, output.places, 'V', source, output.columns))];
}

function packSource(kernels: Kernels, places: Places, name: string, { chain, row, columns: rows, packed, packedTransposed }: Source, columns: number): void {
  const at = places[name]! + row * columns * F32;
  kernels.pack(at, columns, rows, columns, places[`packed${name}`]! + packed * F32);
  if (chain !== undefined) kernels.packTransposed(at, columns, columns, rows, places[`packed${name}t`]! + packedTransposed * F32);
}
