import type { Model } from '../../core/models/model.ts';
import { onlineReadout } from '../../core/math/readouts/index.ts';
import type { CompiledModel, Engine, ResolvedEngine, TrainingPlan } from '../../core/train/engine.ts';
import type { Note } from '../../core/train/records.ts';
import type { KernelBuild } from '../kernels/load.ts';
import { createWorkspace } from '../kernels/workspace.ts';
import { ReadoutSums } from '../reservoir/readoutSums.ts';
import type { TfjsEngine } from '../tfjs/tfjsEngine.ts';
import { TfjsModel } from '../tfjs/tfjsModel.ts';
import { ForceModel } from './forceModel.ts';
import { onlineRule } from './onlineRule.ts';
import { ReadoutModel } from './readoutModel.ts';
import type { ReadoutRule } from './readoutRule.ts';
import { ridgeRule } from './ridgeRule.ts';

/** Drives reservoirs with TensorFlow.js, and learns their readout by least squares, in closed form by kernels of ours. */
export class ReadoutEngine implements Engine {
  readonly resolved: ResolvedEngine;
  readonly notes: readonly Note[];
  readonly unroll: TfjsEngine['unroll'];

  constructor(private readonly tfjs: TfjsEngine, private readonly kernels: KernelBuild) {
    this.resolved = tfjs.resolved;
    this.notes = tfjs.notes;
    this.unroll = tfjs.unroll;
  }

  async compile(model: Model, plan: TrainingPlan, seed: number): Promise<CompiledModel> {
    const { readout } = plan;
    if (readout === undefined || readout.kind === 'gradient') return this.tfjs.compile(model, plan, seed);
    const still: TrainingPlan = { ...plan, clip: { kind: 'none' }, optimiser: { kind: 'sgd', learningRate: 0, momentum: 0 } };
    const [features, outputs] = model.parameters.find(({ name }) => name === 'V')!.shape as [number, number];
    const bias = model.parameters.some(({ name }) => name === 'c');
    const inner = new TfjsModel(model, still, seed);
    if (readout.kind === 'force') return new ForceModel(model, inner, onlineReadout({ ...readout, kind: 'rls' }, features + Number(bias), outputs), readout.washout, seed);
    return new ReadoutModel(inner, this.ruleOf(readout, features, outputs, bias), readout.washout);
  }

  private ruleOf(readout: LearntReadout, features: number, outputs: number, bias: boolean): ReadoutRule {
    if (readout.kind === 'ridge') return ridgeRule(new ReadoutSums(createWorkspace(this.kernels), features, outputs, bias), readout.lambda);
    return onlineRule(onlineReadout(readout, features + Number(bias), outputs), features, outputs, bias);
  }
}

type LearntReadout = Exclude<NonNullable<TrainingPlan['readout']>, { kind: 'gradient' | 'force' }>;
