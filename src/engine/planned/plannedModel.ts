import type { Snapshot } from '../../core/checkpoint/checkpoint.ts';
import type { Batch } from '../../core/data/batch.ts';
import { split } from '../../core/math/random.ts';
import type { Backpropagation } from '../../core/spec/experiment.ts';
import type { Model } from '../../core/models/model.ts';
import type { CompiledModel, Knob, Sampler, StepReport, TrainingPlan } from '../../core/train/engine.ts';
import type { Matrix } from '../../core/train/records.ts';
import { backpropagate } from './backpropagate.ts';
import { firstNotFinite } from './firstNotFinite.ts';
import { PlannedLearner } from './learner.ts';
import type { Measures } from './learner.ts';
import { lookInside } from './lookInside.ts';
import { Passes } from './passes.ts';
import type { Machinery } from './passes.ts';
import { planSpec } from './plan.ts';
import { PlannedSampler } from './sampler.ts';
import { readOutputs } from './sequences.ts';
import { fromSnapshot, toSnapshot } from './snapshots.ts';
import type { CarriedState } from './states.ts';
import { outputsOf } from './workspace.ts';

/** A model whose whole training step is planned ahead: the same places in one memory, the same kernels in the same order. */
export class PlannedModel implements CompiledModel {
  /** After the last training batch, for one that continues it. */
  private state: CarriedState | undefined;

  private constructor(
    private readonly model: Model, private readonly passes: Passes, private readonly learner: PlannedLearner, private readonly backpropagation: Backpropagation,
  ) {}

  /** @throws Error, a sentence, where there is not enough memory, or a thread does not start */
  static async start(model: Model, plan: TrainingPlan, seed: number, machinery: Machinery): Promise<PlannedModel> {
    const passes = new Passes(planSpec(model, plan, machinery.threads, machinery.grain), machinery);
    await passes.start();
    return new PlannedModel(model, passes, new PlannedLearner(passes, model.parameters, plan, split(seed, 'weights')), plan.backpropagation);
  }

  async run(batch: Batch): Promise<StepReport> {
    const before = batch.continues ? this.state : undefined;
    const { loss, members, state } = backpropagate(this.passes, batch, before, this.backpropagation);
    const measures = this.learner.measure(members);
    if (![loss, ...measures.before, ...measures.after].every(Number.isFinite)) throw firstNotFinite(this.passes, this.learner, batch, before, loss);
    this.learner.update(measures);
    this.state = state;
    return this.report(loss, measures);
  }

  async evaluate(batches: AsyncIterable<Batch>): Promise<number> {
    let state: CarriedState | undefined;
    let total = 0;
    let terms = 0;
    for await (const batch of batches) {
      const passed = this.passes.run(batch, batch.continues ? state : undefined, 'loss');
      state = passed.lastStates();
      total += passed.totalLoss;
      terms += this.passes.termsIn(batch);
    }
    return total / terms;
  }

  async predict(batch: Batch): Promise<Matrix> {
    const { shape, spaces } = this.passes.run(batch, undefined, 'outputs');
    const outputs = outputsOf(this.passes.plan, batch.tau);
    return { shape: [shape.B, outputs, this.model.outputSize], data: readOutputs(this.passes.memory, this.passes.plan, shape, spaces) };
  }

  async probe(batch: Batch): Promise<Readonly<Record<string, Matrix>>> {
    return lookInside(this.passes, batch, this.backpropagation);
  }

  sampler(): Sampler {
    return new PlannedSampler(this.passes);
  }

  set(knob: Knob, value: number): void {
    this.learner.set(knob, value);
  }

  async snapshot(): Promise<Snapshot> {
    return toSnapshot(this.passes.plan, this.learner, this.state);
  }

  restore(snapshot: Snapshot): void {
    this.state = fromSnapshot(this.passes.plan, this.learner, snapshot);
  }

  dispose(): void {
    this.passes.dispose();
  }

  private report(loss: number, { before, after }: Measures): StepReport {
    const gradNorms = Object.fromEntries(this.passes.plan.parameters.map(({ name }, i) => [name, before[i]!]));
    return { loss, gradNorm: Math.hypot(...before), clippedNorm: Math.hypot(...after), gradNorms };
  }
}
