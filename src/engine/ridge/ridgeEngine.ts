import type { Model } from '../../core/models/model.ts';
import type { CompiledModel, Engine, ResolvedEngine, TrainingPlan } from '../../core/train/engine.ts';
import type { Note } from '../../core/train/records.ts';
import type { KernelBuild } from '../kernels/load.ts';
import { createWorkspace } from '../kernels/workspace.ts';
import { ReadoutSums } from '../reservoir/readoutSums.ts';
import type { TfjsEngine } from '../tfjs/tfjsEngine.ts';
import { TfjsModel } from '../tfjs/tfjsModel.ts';
import { RidgeModel } from './ridgeModel.ts';

/** Drives reservoirs with TensorFlow.js, and learns their readout in closed form by kernels of ours. */
export class RidgeEngine implements Engine {
  readonly resolved: ResolvedEngine;
  readonly notes: readonly Note[];
  readonly unroll: TfjsEngine['unroll'];

  constructor(private readonly tfjs: TfjsEngine, private readonly kernels: KernelBuild) {
    this.resolved = tfjs.resolved;
    this.notes = tfjs.notes;
    this.unroll = tfjs.unroll;
  }

  async compile(model: Model, plan: TrainingPlan, seed: number): Promise<CompiledModel> {
    if (plan.readout?.kind !== 'ridge') return this.tfjs.compile(model, plan, seed);
    const still: TrainingPlan = { ...plan, clip: { kind: 'none' }, optimiser: { kind: 'sgd', learningRate: 0, momentum: 0 } };
    const [features, outputs] = model.parameters.find(({ name }) => name === 'V')!.shape as [number, number];
    const sums = new ReadoutSums(createWorkspace(this.kernels), features, outputs, model.parameters.some(({ name }) => name === 'c'));
    return new RidgeModel(new TfjsModel(model, still, seed), sums, plan.readout);
  }
}
