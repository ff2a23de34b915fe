import type { Model } from '../../core/models/model.ts';
import type { CompiledModel, Engine, ResolvedEngine, TrainingPlan } from '../../core/train/engine.ts';
import type { Note } from '../../core/train/records.ts';
import type { Machinery } from './passes.ts';
import { PlannedModel } from './plannedModel.ts';

/** Whole training steps planned ahead over fused kernels: serves stacks of the cells that have some. */
export class PlannedEngine implements Engine {
  readonly resolved: ResolvedEngine;

  constructor(private readonly machinery: Machinery, readonly notes: readonly Note[] = []) {
    this.resolved = { device: 'wasm', engine: 'planned', threads: machinery.threads };
  }

  async compile(model: Model, training: TrainingPlan, seed: number): Promise<CompiledModel> {
    return PlannedModel.start(model, training, seed, this.machinery);
  }
}
