import { initialise } from '../../core/math/initialisers.ts';
import type { ParameterSpec } from '../../core/math/initialisers.ts';
import type { RandomStream } from '../../core/math/random.ts';
import type { Clip } from '../../core/spec/experiment.ts';
import type { Knob, TrainingPlan } from '../../core/train/engine.ts';
import { F32 } from '../fused/fusedCell.ts';
import { fill, take } from '../fused/padding.ts';
import type { Passes } from './passes.ts';
import type { ParameterPlace } from './plan.ts';

/** Norms of a gradient, before clipping and after it, parameter by parameter. */
export interface Measures {
  /** Threads that took part, and will in the update. */
  readonly members: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** What clipping multiplies each parameter's gradient by. */
  readonly scales: readonly number[];
}

/** The parameters, in the kernels' memory, and how they change. */
export class PlannedLearner {
  #learningRate: number;
  #clip: Clip;
  /** Updates made so far. */
  steps = 0;

  constructor(private readonly passes: Passes, specs: readonly ParameterSpec[], { optimiser, clip }: TrainingPlan, random: RandomStream) {
    this.#learningRate = optimiser.learningRate;
    this.#clip = clip;
    this.write(Object.fromEntries(specs.map((spec) => [spec.name, initialise(spec, random)])));
  }

  set(knob: Knob, value: number): void {
    if (knob === 'learningRate') this.#learningRate = value;
    else if (this.#clip.kind === 'none') throw new Error('There is no clip threshold to set: this run does not clip its gradient.');
    else this.#clip = { ...this.#clip, threshold: value };
  }

  /** Brings the gradients of the last pass together and measures them. @param members of that pass */
  measure(members: number): Measures {
    this.passes.do({ kind: 'reduce', limit: this.#limit, members });
    const norms = (which: 0 | 1): number[] => this.passes.plan.parameters.map((_, i) => Math.sqrt(this.passes.sumAnswers(2 * i + which, members)));
    const before = norms(0);
    const scales = this.#scales(before);
    return { members, before, after: norms(1).map((norm, i) => norm * scales[i]!), scales };
  }

  /** The update that the measured gradient asks for. */
  update({ members, scales }: Measures): void {
    this.steps++;
    this.passes.do({ kind: 'update', scales, limit: this.#limit, learningRate: this.#learningRate, step: this.steps, members });
    this.passes.do({ kind: 'pack', members });
  }

  /** Parameters by name; with `slot`, what the optimiser remembers of each. */
  read(slot?: string): Record<string, Float32Array> {
    return Object.fromEntries(this.passes.plan.parameters.map((place) => [place.name, take(place.padded, this.#view(place, slot))]));
  }

  /** Takes parameters, or what the optimiser remembers of them, in place of what is there. */
  write(values: Readonly<Record<string, Float32Array>>, slot?: string): void {
    for (const place of this.passes.plan.parameters) fill(place.padded, values[place.name]!, this.#view(place, slot));
    if (slot === undefined) this.passes.do({ kind: 'pack', members: 1 });
  }

  /** The gradient of each parameter, once it was measured. */
  gradients(): Record<string, Float32Array> {
    const { parameters, gradients } = this.passes.plan;
    return Object.fromEntries(parameters.map((place) => [place.name, take(place.padded, this.#at(gradients[0]!, place))]));
  }

  #view(place: ParameterPlace, slot: string | undefined): Float32Array {
    const { theta, slots } = this.passes.plan;
    return this.#at(slot === undefined ? theta : slots[slot]!, place);
  }

  #at(row: number, { offset, size }: ParameterPlace): Float32Array {
    return new Float32Array(this.passes.memory.buffer, row + offset * F32, size);
  }

  get #limit(): number {
    return this.#clip.kind === 'value' ? this.#clip.threshold : Infinity;
  }

  /** By norm v / ‖g‖ where that is less than 1 (equation 10.49), of all parameters together or of each. */
  #scales(norms: readonly number[]): number[] {
    const clip = this.#clip;
    switch (clip.kind) {
      case 'norm': return norms.map(() => Math.min(1, clip.threshold / Math.hypot(...norms)));
      case 'parameter': return norms.map((norm) => Math.min(1, clip.threshold / norm));
      case 'value': case 'none': return norms.map(() => 1);
    }
  }
}
