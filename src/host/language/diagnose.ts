import { checkData, type DataFacts } from '../../core/spec/glance.ts';
import type { Problem, Rule } from '../../core/spec/problem.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';

/** VS Code's JSON support reports these itself, from the schema it is given. */
const toldByEditor: readonly Rule[] = ['syntax', 'shape'];

export interface Diagnosis {
  /** What only Unfold knows. */
  readonly problems: readonly Problem[];
  /** The data file as the experiment writes it, as far as it can be told. */
  readonly dataFile?: string;
}

/**
 * What is wrong with an experiment as it stands in the editor.
 * @param path of the experiment file, for its name
 * @param glance looks at the data file, by its path as the experiment writes it
 */
export async function diagnose(text: string, path: string, glance: (file: string) => Promise<DataFacts | undefined>): Promise<Diagnosis> {
  const reading = readExperiment(text, { name: experimentName(path) });
  if (!reading.ok) return { problems: reading.problems.filter(({ rule }) => !toldByEditor.includes(rule)) };
  const { experiment, positions, problems } = reading;
  if (experiment.data.kind === 'task') return { problems };
  const facts = await glance(experiment.data.file);
  const found = facts ? checkData(experiment, facts) : [];
  return { problems: [...problems, ...found.map(error => positions.problem(error))], dataFile: experiment.data.file };
}
