import type { ResolvedExperiment } from '../spec/experiment.ts';
import { takesForcing } from '../spec/ownOutput.ts';
import type { Knob } from './engine.ts';

const largestLearningRate = 1000;

/**
 * The experiment with a knob turned.
 *
 * @throws Error with a sentence where the value is out of range or the experiment has no such knob
 */
export function turnKnob(experiment: ResolvedExperiment, knob: Knob, value: number): ResolvedExperiment {
  const { training } = experiment;
  switch (knob) {
    case 'learningRate':
      if (training.readout.kind !== 'gradient') throw new Error(`This run learns its readout alone, by "${training.readout.kind}", so it has no learning rate to set.`);
      if (!(value > 0 && value <= largestLearningRate)) throw new Error(`A learning rate is over 0 and at most ${largestLearningRate}, not ${value}.`);
      return { ...experiment, training: { ...training, optimiser: { ...training.optimiser, learningRate: value } } };
    case 'clipThreshold':
      if (training.clip.kind === 'none') throw new Error('This run does not clip its gradient, so it has no threshold to set.');
      if (!(value > 0 && value < Infinity)) throw new Error(`A threshold of clipping is over 0 and finite, not ${value}.`);
      return { ...experiment, training: { ...training, clip: { ...training.clip, threshold: value } } };
    case 'teacherForcing':
      if (!takesForcing(experiment.model)) throw new Error('The model of this run does not read its output, so there is nothing to force.');
      if (!(value >= 0 && value <= 1)) throw new Error(`Teacher forcing is a probability, from 0 to 1, not ${value}.`);
      if (value < 1 && experiment.model.layers.some(({ dropout }) => dropout > 0)) throw new Error('A decoder that reads its own output goes step by step, and `dropout` is not for that: it is always given the target.');
      return { ...experiment, training: { ...training, teacherForcing: { kind: 'constant', probability: value } } };
  }
}
