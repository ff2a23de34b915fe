import type { ResolvedExperiment } from './experiment.ts';
import { checkMeaning } from './meaning.ts';
import { needsOf } from './needs.ts';
import { ownTask } from './ownTask.ts';

/** An experiment whose own task has become known, with what it left to it. @throws SpecError where the rest does not go with it */
export function settleTask(experiment: ResolvedExperiment): ResolvedExperiment {
  const task = ownTask(experiment);
  if (!task) return experiment;
  const { unsaid = [], ...data } = task;
  const { outputs: [output], losses: [loss] } = needsOf(data);
  const { model, training } = experiment;
  const settled = {
    ...experiment, data, model: unsaid.includes('output') ? { ...model, output: output! } : model, training: unsaid.includes('loss') ? { ...training, loss: loss! } : training,
  };
  const wrong = checkMeaning(settled).find(({ severity }) => severity === 'error');
  if (wrong) throw wrong;
  return settled;
}
