import type { Experiment, ResolvedExperiment } from './experiment.ts';
import { needsOf } from './needs.ts';
import { unsaidOf } from './ownTask.ts';

/** What a file may leave out and its surroundings know. */
export interface Surroundings {
  /** A title where the file gives none: the file's name without `.unfold.json`. */
  readonly name: string;
  /** How often checkpoints are saved and how many are kept where the file does not say. */
  readonly checkpoints?: ResolvedExperiment['checkpoints'];
}

/** In a terminal; in VS Code its settings say. */
const defaultCheckpoints: ResolvedExperiment['checkpoints'] = { every: 500, keep: 5 };

/** Words that a model knows. */
const defaultVocabulary = 10_000;

/** Fills in the defaults that depend on other fields; the schema's own are filled in already. */
export function resolve({ $schema: _, ...experiment }: Experiment, { name, checkpoints = defaultCheckpoints }: Surroundings): ResolvedExperiment {
  const { data, model, training } = experiment;
  const { outputs: [output], losses: [loss] } = needsOf(data as ResolvedExperiment['data']);
  return {
    name, description: '',
    ...experiment,
    data: resolveData(experiment),
    model: { output, ...model },
    training: { loss, ...training },
    checkpoints: { ...checkpoints, ...experiment.checkpoints },
  } as ResolvedExperiment;
}

/** What a task of one's own is to decide is decided once its code has run. */
function resolveData({ data, ...rest }: Pick<Experiment, 'data' | 'model' | 'training'>): Experiment['data'] {
  if (data.kind === 'text' && data.unit === 'words') return { vocabulary: defaultVocabulary, ...data };
  return data.kind === 'task' && data.task === 'own' && !data.facts ? { ...data, unsaid: data.unsaid ?? unsaidOf(rest) } : data;
}
