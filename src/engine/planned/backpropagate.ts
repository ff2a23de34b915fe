import type { Batch } from '../../core/data/batch.ts';
import type { Backpropagation } from '../../core/spec/experiment.ts';
import { segments } from '../../core/train/truncation.ts';
import type { Passed, Passes } from './passes.ts';
import type { CarriedState } from './states.ts';

export interface Backpropagated {
  readonly loss: number;
  /** Threads whose gradients are to be brought together. */
  readonly members: number;
  /** After the last step. */
  readonly state: CarriedState;
}

/** Is shown each stretch whose losses have flown back, ∂L/∂h of all its steps included. @param from which step its first one is */
export type Look = (passed: Passed, from: number) => void;

/** Back-propagation through time, as far as it goes: leaves every thread's gradient where the learner measures it. */
export function backpropagate(passes: Passes, batch: Batch, first: CarriedState | undefined, backpropagation: Backpropagation, look?: Look): Backpropagated {
  let begin = first;
  let end = first;
  let [totalLoss, members, adds] = [0, 1, false];
  for (const { batch: own, from, counts, continues, lead } of segments(batch, backpropagation)) {
    if (continues) begin = end;
    else if (lead) begin = passes.run(lead, begin, 'outputs').lastStates();
    const passed = passes.run(own, begin, counts ? 'gradient' : 'outputs', { whole: batch, adds, looked: look !== undefined });
    end = passed.lastStates();
    if (!counts) continue;
    totalLoss += passed.totalLoss;
    members = passed.shape.members;
    adds = true;
    look?.(passed, from);
  }
  return { loss: totalLoss / passes.termsIn(batch), members, state: end! };
}
