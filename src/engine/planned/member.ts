import { instantiate } from '../kernels/load.ts';
import type { Trade, TradeSetup } from '../threads/trade.ts';
import { answersOf } from './answers.ts';
import { work } from './jobs.ts';
import type { Job } from './jobs.ts';
import { Plan } from './plan.ts';
import type { PlanSpec } from './plan.ts';
import { readJob, writeJob } from './wire.ts';
import { workspaces } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

export interface MemberSetup extends TradeSetup<'planned'> {
  readonly spec: PlanSpec;
}

/** Shapes of batches seldom change: training, validation, a last shorter batch, a probe, a sample. */
const mostShapes = 16;

/** One thread's view of the plan: it does its share of each job. */
export class Member implements Trade<Job, MemberSetup> {
  readonly plan: Plan;
  readonly write = writeJob;
  readonly read = readJob;
  readonly #spaces = new Map<string, { all: Workspace[]; end: number }>();

  constructor(readonly setup: MemberSetup) {
    this.plan = new Plan(setup.spec, instantiate(setup.module, setup.memory));
  }

  get threads(): number {
    return this.setup.spec.threads;
  }

  membersOf(job: Job): number {
    return job.kind === 'pass' ? job.shape.members : job.members;
  }

  /** Where everything lies for batches of a shape: the same in every thread. */
  spaces(shape: Shape): { readonly all: readonly Workspace[]; readonly end: number } {
    const key = Object.values(shape).join();
    const known = this.#spaces.get(key);
    if (known) return known;
    if (this.#spaces.size === mostShapes) this.#spaces.clear();
    const made = workspaces(this.plan, shape);
    this.#spaces.set(key, made);
    return made;
  }

  work(job: Job): void {
    const { thread } = this.setup;
    if (thread >= this.membersOf(job)) return;
    const space = job.kind === 'pass' ? this.spaces(job.shape).all[thread] : undefined;
    work(this.plan, job, thread, this.answers(thread), space);
  }

  /** What a thread found out about the last job. */
  answers(thread: number): Float64Array {
    return answersOf(this.setup.memory, thread);
  }
}
