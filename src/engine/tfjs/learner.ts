import { clone, dispose, tensor, zeros } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Parameters } from '../../core/cells/cell.ts';
import { initialise } from '../../core/math/initialisers.ts';
import type { ParameterSpec } from '../../core/math/initialisers.ts';
import type { RandomStream } from '../../core/math/random.ts';
import type { Knob, TrainingPlan } from '../../core/train/engine.ts';
import { makeOptimiser } from '../../core/train/optimisers/index.ts';
import type { Optimiser, Slots } from '../../core/train/optimisers/optimiser.ts';
import type { Clip } from '../../core/spec/experiment.ts';

/** What an update makes: a new value of every parameter, and of every optimiser slot by `SLOT/NAME`. */
export type Learnt = { parameters: Record<string, Tensor>; slots: Record<string, Tensor> };

/** Owns the parameters and what the optimiser remembers of them. Tensors are replaced, never changed. */
export class Learner {
  private learnt: Learnt;
  private readonly optimiser: Optimiser;
  private learningRate: number;
  clip: Clip;
  /** Updates made so far. */
  steps = 0;

  constructor(specs: readonly ParameterSpec[], plan: TrainingPlan, random: RandomStream) {
    this.optimiser = makeOptimiser(plan.optimiser);
    this.learningRate = plan.optimiser.learningRate;
    this.clip = plan.clip;
    const parameters = Object.fromEntries(specs.map((spec) => [spec.name, tensor(initialise(spec, random), [...spec.shape])]));
    const slots = specs.filter(({ fixed }) => !fixed).flatMap(({ name, shape }) => this.optimiser.slots.map((slot) => [`${slot}/${name}`, zeros([...shape])]));
    this.learnt = { parameters, slots: Object.fromEntries(slots) };
  }

  get parameters(): Parameters {
    return this.learnt.parameters;
  }

  get slots(): Slots {
    return this.learnt.slots;
  }

  set(knob: Knob, value: number): void {
    if (knob === 'learningRate') this.learningRate = value;
    else if (this.clip.kind === 'none') throw new Error('There is no clip threshold to set: this run does not clip its gradient.');
    else this.clip = { ...this.clip, threshold: value };
  }

  /** The update a gradient asks for, not yet made. A parameter without one stays as it is. */
  update(gradients: Parameters): Learnt {
    const next: Learnt = { parameters: {}, slots: {} };
    for (const [name, theta] of Object.entries(this.parameters)) {
      if (!gradients[name]) {
        next.parameters[name] = clone(theta);
        continue;
      }
      const own = Object.fromEntries(this.optimiser.slots.map((slot) => [slot, this.slots[`${slot}/${name}`]!]));
      const { parameter, slots } = this.optimiser.update(theta, gradients[name], own, this.learningRate, this.steps + 1);
      next.parameters[name] = parameter;
      for (const [slot, value] of Object.entries(slots)) next.slots[`${slot}/${name}`] = value;
    }
    return next;
  }

  /** Takes new values in place of the old. @param steps updates made so far, these included */
  adopt(next: Learnt, steps: number): void {
    this.dispose();
    this.learnt = next;
    this.steps = steps;
  }

  dispose(): void {
    dispose(this.learnt);
  }
}
