import { checkData, type DataFacts } from '../../core/spec/glance.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { placedLayers } from '../../core/spec/meaning/placedLayers.ts';
import { ownFiles, ownTask } from '../../core/spec/ownTask.ts';
import { SpecError } from '../../core/spec/problem.ts';
import type { Problem, Rule } from '../../core/spec/problem.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';

/** VS Code's JSON support reports these itself, from the schema it is given. */
const toldByEditor: readonly Rule[] = ['syntax', 'shape'];

export interface Diagnosis {
  /** What only Unfold knows. */
  readonly problems: readonly Problem[];
  /** The data file as the experiment writes it, as far as it can be told. */
  readonly dataFile?: string;
  /** The files of its own cells and its own task, where it has any. */
  readonly codeFiles?: readonly string[];
}

/**
 * What is wrong with an experiment as it stands in the editor.
 * @param path of the experiment file, for its name
 * @param glance looks at the data file, by its path as the experiment writes it
 */
export async function diagnose(text: string, path: string, glance: (file: string) => Promise<DataFacts | undefined>): Promise<Diagnosis> {
  const reading = readExperiment(text, { name: experimentName(path) });
  if (!reading.ok) return { problems: reading.problems.filter(({ rule }) => !toldByEditor.includes(rule)) };
  const { experiment, positions } = reading;
  const problems = [...reading.problems, ...(await missingCode(experiment, glance)).map(error => positions.problem(error))];
  const files = ownFiles(experiment);
  const codeFiles = files.length > 0 ? { codeFiles: files } : {};
  if (experiment.data.kind === 'task') return { problems, ...codeFiles };
  const facts = await glance(experiment.data.file);
  const found = facts ? checkData(experiment, facts) : [];
  return { problems: [...problems, ...found.map(error => positions.problem(error))], dataFile: experiment.data.file, ...codeFiles };
}

/** Files of code that are not there. */
async function missingCode(experiment: ResolvedExperiment, glance: (file: string) => Promise<DataFacts | undefined>): Promise<SpecError[]> {
  const looked = placedLayers(experiment).map(async ({ layer: { cell }, path }) =>
    (cell.kind === 'own' && (await glance(cell.file))?.type === 'missing' ? [new SpecError(`There is no file ${cell.file}: “Unfold: New Cell” writes one.`, [...path, 'cell', 'kind'])] : []));
  const task = ownTask(experiment);
  const noTask = task && (await glance(task.file))?.type === 'missing' ? [new SpecError(`There is no file ${task.file}: “Unfold: New Task” writes one.`, ['data', 'task'])] : [];
  return [...noTask, ...(await Promise.all(looked)).flat()];
}
