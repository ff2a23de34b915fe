import { instantiate } from '../kernels/load.ts';
import { answerBytes, answersPerThread } from './control.ts';
import { work } from './jobs.ts';
import type { Job } from './jobs.ts';
import { Plan } from './plan.ts';
import type { PlanSpec } from './plan.ts';
import { workspaces } from './workspace.ts';
import type { Shape, Workspace } from './workspace.ts';

/** What a thread is given to begin with; can be posted. */
export interface MemberSetup {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly spec: PlanSpec;
  /** 0 for the one that gives out the jobs. */
  readonly thread: number;
}

/** Shapes of batches seldom change: training, validation, a last shorter batch, a probe, a sample. */
const mostShapes = 16;

/** Threads that take part, from the first. */
export const membersOf = (job: Job): number => (job.kind === 'pass' ? job.shape.members : job.members);

/** One thread's view of the plan: it does its share of each job. */
export class Member {
  readonly plan: Plan;
  readonly #spaces = new Map<string, { all: Workspace[]; end: number }>();

  constructor(private readonly setup: MemberSetup) {
    this.plan = new Plan(setup.spec, instantiate(setup.module, setup.memory));
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
    if (thread >= membersOf(job)) return;
    const space = job.kind === 'pass' ? this.spaces(job.shape).all[thread] : undefined;
    work(this.plan, job, thread, this.answers(thread), space);
  }

  /** What a thread found out about the last job. */
  answers(thread: number): Float64Array {
    return new Float64Array(this.setup.memory.buffer, answerBytes + thread * answersPerThread * 8, answersPerThread);
  }
}
