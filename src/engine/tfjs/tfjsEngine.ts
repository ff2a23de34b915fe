import { unroll as plainUnroll } from '../../core/cells/unroll.ts';
import type { Unroll } from '../../core/cells/unroll.ts';
import type { Model } from '../../core/models/model.ts';
import type { CompiledModel, Engine, ResolvedEngine, TrainingPlan } from '../../core/train/engine.ts';
import type { Note } from '../../core/train/records.ts';
import { TfjsModel } from './tfjsModel.ts';

/** tfjs's ops and automatic gradients on whichever backend was started: serves every model. */
export class TfjsEngine implements Engine {
  readonly resolved: ResolvedEngine;

  constructor(device: ResolvedEngine['device'], readonly notes: readonly Note[] = [], readonly unroll: Unroll = plainUnroll) {
    this.resolved = { device, engine: 'tfjs', threads: 1 };
  }

  async compile(model: Model, training: TrainingPlan, seed: number): Promise<CompiledModel> {
    return new TfjsModel(model, training, seed);
  }
}
