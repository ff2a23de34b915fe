import { countIn } from '../../core/data/batch.ts';
import type { Batch } from '../../core/data/batch.ts';
import { reach } from '../fused/layout.ts';
import { Crew } from '../threads/crew.ts';
import type { StartHelper } from '../threads/crew.ts';
import type { Depth, Job } from './jobs.ts';
import { Member } from './member.ts';
import { forward } from './pass.ts';
import type { Plan, PlanSpec } from './plan.ts';
import { membersFor, shapeOf, writeBatch } from './sequences.ts';
import { readLastStates, writeFirstStates } from './states.ts';
import type { CarriedState } from './states.ts';
import type { Shape, Workspace } from './workspace.ts';

/** What a model computes with. */
export interface Machinery {
  /** The kernels: of shared memory where there are several threads. */
  readonly module: WebAssembly.Module;
  /** At least 1. */
  readonly threads: number;
  readonly startHelper: StartHelper;
  /** See `PlanSpec`; left out, the usual one. */
  readonly grain?: number;
}

/** What a pass left in the memory, until the next one. */
export interface Passed {
  readonly shape: Shape;
  readonly spaces: readonly Workspace[];
  /** The sum of the losses of all outputs that count, where the pass went so far. */
  readonly totalLoss: number;
  /** After the last step. */
  lastStates(): CarriedState;
}

/** A stretch of a batch, whose mean loss is over the outputs of the whole. */
export interface Part {
  readonly whole: Batch;
  /** Whether its gradient is added to that of the pass before; all have the same threads. */
  readonly adds: boolean;
  /** Whether ∂L/∂h of all steps is kept. */
  readonly looked?: boolean;
}

const mostPages = 65_536;

/** Sends batches through the model, on all its threads. */
export class Passes {
  readonly memory: WebAssembly.Memory;
  readonly plan: Plan;
  readonly #member: Member;
  readonly #crew: Crew<Job>;

  constructor(private readonly spec: PlanSpec, { module, startHelper }: Machinery) {
    const shared = spec.threads > 1;
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: mostPages, ...(shared && { shared }) });
    this.#member = new Member({ trade: 'planned', module, memory: this.memory, spec, thread: 0 });
    this.#crew = new Crew(this.#member, startHelper);
    this.plan = this.#member.plan;
  }

  /** Call first: starts the threads. @throws Error where there is not enough memory, or a thread does not start */
  async start(): Promise<void> {
    reach(this.memory, this.plan.end);
    await this.#crew.start();
  }

  /** @param state before the first step; left out, zeros @param part left out, it is the whole @throws Error where there is not enough memory */
  run(batch: Batch, state: CarriedState | undefined, until: Depth, { whole, adds, looked = false }: Part = { whole: batch, adds: false }): Passed {
    const shape = shapeOf(batch, membersFor(this.plan, whole), looked);
    const spaces = this.room(shape);
    for (const space of spaces) {
      writeBatch(this.memory, this.plan, batch, space);
      writeFirstStates(this.memory, this.plan, state, space);
    }
    this.#crew.run({ kind: 'pass', shape, until, scale: 1 / this.termsIn(whole), adds });
    return {
      shape, spaces, totalLoss: this.sumAnswers(0, shape.members),
      lastStates: () => readLastStates(this.memory, this.plan, shape.tau, shape.B, spaces),
    };
  }

  /** Where batches of a shape lie. @throws Error where there is not enough memory */
  room(shape: Shape): readonly Workspace[] {
    const { all, end } = this.#member.spaces(shape);
    reach(this.memory, end);
    return all;
  }

  /** From what lies in the first thread's workspace to its outputs, which no other thread hears of. @throws Error where one is lost */
  forward(shape: Shape, space: Workspace): void {
    this.#crew.beThere();
    forward(this.plan, shape, space);
  }

  /** Any other job. */
  do(job: Job): void {
    this.#crew.run(job);
  }

  /** Numbers that the mean loss of a batch is the mean of. */
  termsIn({ batchSize, y }: Batch): number {
    return countIn(y, batchSize) * this.termsOfOutput;
  }

  /** Terms that the loss of one output is the mean of. */
  get termsOfOutput(): number {
    return this.spec.loss === 'crossEntropy' ? 1 : this.spec.outputSize;
  }

  /** One of the members' answers to the last job, added up in a fixed order. */
  sumAnswers(index: number, members: number): number {
    let sum = 0;
    for (let thread = 0; thread < members; thread++) sum += this.#member.answers(thread)[index]!;
    return sum;
  }

  dispose(): void {
    this.#crew.dispose();
  }
}
