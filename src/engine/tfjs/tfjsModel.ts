import { clone, concat, dispose, reshape, scalar, stack, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import type { State } from '../../core/cells/cell.ts';
import type { Snapshot } from '../../core/checkpoint/checkpoint.ts';
import { countIn } from '../../core/data/batch.ts';
import type { Batch } from '../../core/data/batch.ts';
import { clipGradients, norm } from '../../core/math/clipping.ts';
import { split } from '../../core/math/random.ts';
import type { Model, ModelState } from '../../core/models/model.ts';
import { outputRow } from '../../core/models/outputRow.ts';
import { statesRead, usualReads } from '../../core/spec/outputReads.ts';
import { beamSearch } from '../../core/train/beamSearch.ts';
import type { Search } from '../../core/train/beamSearch.ts';
import type { CompiledModel, Knob, Sampler, StepReport, TrainingPlan } from '../../core/train/engine.ts';
import { losses } from '../../core/train/losses.ts';
import type { Loss } from '../../core/train/losses.ts';
import type { Matrix } from '../../core/train/records.ts';
import { stretches } from '../../core/train/truncation.ts';
import { backpropagate } from './backpropagate.ts';
import { inputsOf, maskTensor, targetTensor } from './batchTensors.ts';
import { TfjsDecoder } from './decoder.ts';
import { firstNotFinite } from './firstNotFinite.ts';
import { Learner } from './learner.ts';
import type { Learnt } from './learner.ts';
import { lookInside } from './lookInside.ts';
import { forwardPass } from './pass.ts';
import type { Pass } from './pass.ts';
import { regularisedPass } from './regularisedPass.ts';
import type { RegularisedPass } from './regularisedPass.ts';
import { enableSecondGradients } from './secondGradients.ts';
import { TfjsSampler } from './sampler.ts';
import { fromSnapshot, toSnapshot } from './snapshots.ts';

/** A model on tfjs's ops. Tensors are replaced, never changed, so that an update which fails leaves everything as it was. */
export class TfjsModel implements CompiledModel {
  private readonly loss: Loss;
  private readonly learner: Learner;
  /** After the last training batch, for one that continues it. */
  private state: ModelState | undefined;
  /** The probability of being given the target, where the model reads its own output. */
  private forcing = 1;

  constructor(private readonly model: Model, private readonly plan: TrainingPlan, private readonly seed: number) {
    if (plan.omega > 0) enableSecondGradients();
    this.loss = losses[plan.loss];
    this.learner = new Learner(model.parameters, plan, split(seed, 'weights'));
  }

  async run(batch: Batch): Promise<StepReport> {
    const { measures, names, learnt, state } = tidy(() => this.update(batch));
    const numbers = await measures.data<'float32'>();
    measures.dispose();
    if (!numbers.every(Number.isFinite)) {
      dispose([learnt, state]);
      throw await firstNotFinite(() => this.pass(batch, this.firstState(batch, this.state), true), this.learner.parameters);
    }
    this.adopt(learnt, this.learner.steps + 1, state);
    return report(numbers, names, this.plan.omega > 0);
  }

  async evaluate(batches: AsyncIterable<Batch>, forcing = this.forcing): Promise<number> {
    let state: State[] | undefined;
    let total = 0;
    let outputs = 0;
    try {
      for await (const batch of batches) {
        const after = tidy(() => this.measure(batch, state, forcing));
        dispose(state);
        state = after.state;
        const count = countIn(batch.y, batch.batchSize);
        total += count * (await take(after.loss))[0]!;
        outputs += count;
      }
    } finally {
      dispose(state);
    }
    return total / outputs;
  }

  async predict(batch: Batch): Promise<Matrix> {
    const o = tidy(() => this.forward({ ...batch, continues: false }));
    return { shape: o.shape, data: await take(o) };
  }

  async probe(batch: Batch): Promise<Readonly<Record<string, Matrix>>> {
    const first = this.model.initialState(1);
    try {
      const { backpropagation } = this.plan;
      return await lookInside(batch, { backpropagation, first, passOf: (part, state) => this.pass(part, state, false) }, this.learner.parameters);
    } finally {
      dispose([...first]);
    }
  }

  async decode(batch: Batch, search: Search): Promise<readonly Int32Array[]> {
    const { encoder } = this.model;
    if (!encoder) throw new Error('A model without an encoder has no source to answer.');
    const decoder = new TfjsDecoder({ ...this.model, encoder }, this.learner.parameters, batch, search.width, this.context(false));
    try {
      return await beamSearch(decoder, batch.batchSize, search);
    } finally {
      decoder.dispose();
    }
  }

  /**
   * What the readout reads of a training batch, from which step on, `[B, steps, rows of V]` row-major: stretch by stretch and without a
   * gradient, so that nothing of one is held in the next but the state, which a batch that continues this one goes on from.
   */
  async *readoutFeatures(batch: Batch, length: number): AsyncGenerator<{ readonly from: number; readonly steps: number; readonly features: Float32Array }> {
    const context = this.context(true);
    let own = batch.continues && this.state ? undefined : this.model.initialState(batch.batchSize);
    try {
      for (const { batch: part, from } of stretches(batch, length)) {
        const { features, after } = tidy(() => this.featuresOf({ ...this.pass(part, own ?? this.state!, true), context }));
        dispose(own && [...own]);
        own = after;
        yield { from, steps: part.tau, features: await take(features) };
      }
    } finally {
      if (own) {
        dispose(this.state && [...this.state]);
        this.state = own;
      }
    }
  }

  private featuresOf({ inputs, state, context }: Pass): { features: Tensor3D; after: State[] } {
    const { layers, outputReads = usualReads } = this.model.spec;
    const steps = Object.fromEntries(statesRead(layers, outputReads).map((name): [string, Tensor[]] => [name, []]));
    const after = this.model.forward(this.learner.parameters, inputs, state, context, { see: (name, t, value) => (steps[name] ? steps[name][t] = value : value) as typeof value }).state;
    const states = Object.values(steps).map((each) => stack(each, 1) as Tensor3D); // [B, steps, n]
    return { features: outputRow(states, inputs.x, inputs.x.shape[2], { ...outputReads, layers: 'all' }), after: [...after] };
  }

  /** Sets parameters from outside. @param updates made by that */
  replace(values: Readonly<Record<string, Float32Array>>, updates = 0): void {
    const { parameters, slots, steps } = this.learner;
    const own = (name: string, theta: Tensor): Tensor => (values[name] ? tensor(values[name], theta.shape) : clone(theta));
    const next = Object.entries(parameters).map(([name, theta]) => [name, own(name, theta)] as const);
    this.learner.adopt({ parameters: Object.fromEntries(next), slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, clone(slot)])) }, steps + updates);
  }

  sampler(context?: Float32Array): Sampler {
    return new TfjsSampler(this.model, () => this.learner.parameters, this.context(false), context);
  }

  set(knob: Knob, value: number): void {
    if (knob === 'teacherForcing') this.forcing = value;
    else this.learner.set(knob, value);
  }

  snapshot(): Promise<Snapshot> {
    return toSnapshot(this.model, this.learner, this.state);
  }

  restore(snapshot: Snapshot): void {
    const { learnt, steps, state } = fromSnapshot(snapshot, this.model, this.learner);
    this.adopt(learnt, steps, state);
  }

  dispose(): void {
    this.learner.dispose();
    dispose(this.state && [...this.state]);
  }

  private adopt(learnt: Learnt, steps: number, state: ModelState | undefined): void {
    this.learner.adopt(learnt, steps);
    dispose(this.state && [...this.state]);
    this.state = state;
  }

  /** Loss and gradient of a batch, the gradient clipped, and the update it asks for. */
  private update(batch: Batch): { measures: Tensor1D; names: string[]; learnt: Learnt; state: State[] } {
    const { loss, omega, gradients, state } = this.gradient(batch);
    const clipped = clipGradients(gradients, this.learner.clip);
    const norms = [gradients, clipped].flatMap((each) => Object.values(each).map((g) => norm([g])));
    const measures = concat([loss, omega, ...norms].map((scalar) => reshape(scalar, [1]) as Tensor1D));
    return { measures, names: Object.keys(gradients), learnt: this.learner.update(clipped), state: [...state] };
  }

  private gradient(batch: Batch): RegularisedPass {
    const { plan: { omega, backpropagation }, learner: { parameters } } = this;
    const first = this.firstState(batch, this.state);
    if (omega > 0) return regularisedPass(this.pass(batch, first, true), parameters, omega);
    const passOf = (part: Batch, state: ModelState): Pass => this.pass(part, state, true);
    return { ...backpropagate(batch, first, backpropagation, parameters, passOf), omega: scalar(0) };
  }

  private measure(batch: Batch, state: ModelState | undefined, forcing: number): { loss: Tensor; state: State[] } {
    const pass = this.pass(batch, this.firstState(batch, state), false);
    const outcome = forwardPass({ ...pass, context: { ...pass.context, forcing } }, this.learner.parameters);
    return { loss: outcome.loss, state: [...outcome.state] };
  }

  private forward(batch: Batch): Tensor {
    const forcing = this.model.readsOutput ? 0 : 1;                                  // to a decoder x is what is given
    return this.model.forward(this.learner.parameters, inputsOf(batch, this.model), this.model.initialState(batch.batchSize), { ...this.context(false), forcing }).o;
  }

  /** @param carried what a batch that continues goes on from */
  private firstState(batch: Batch, carried: ModelState | undefined): ModelState {
    return batch.continues && carried ? carried : this.model.initialState(batch.batchSize);
  }

  private pass(batch: Batch, state: ModelState, training: boolean): Pass {
    const { batchSize: B, y } = batch;
    return {
      model: this.model, loss: this.loss, inputs: inputsOf(batch, this.model), y: targetTensor(batch), yMask: maskTensor(B, y),
      state, context: this.context(training),
    };
  }

  /** The noise of an update is the same when a run resumes before it. */
  private context(training: boolean): Pass['context'] {
    return { training, forcing: this.forcing, random: split(this.seed, 'noise', this.learner.steps) };
  }
}

async function take(tensor: Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}

/** @param numbers the loss, Ω, then the norm of each parameter's gradient before clipping, then after it */
function report([loss, omega, ...norms]: Float32Array, names: readonly string[], regularised: boolean): StepReport {
  const before = norms.slice(0, names.length);
  const after = norms.slice(names.length);
  const gradNorms = Object.fromEntries(names.map((name, i) => [name, before[i]!]));
  return { loss: loss!, gradNorm: Math.hypot(...before), clippedNorm: Math.hypot(...after), gradNorms, ...(regularised && { omega: omega! }) };
}
