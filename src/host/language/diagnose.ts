import { checkData, type DataFacts } from '../../core/spec/glance.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { placedLayers } from '../../core/spec/meaning/placedLayers.ts';
import { ownCells } from '../../core/spec/ownCells.ts';
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
  /** The files of cells, where it has any of its own. */
  readonly cellFiles?: readonly string[];
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
  const problems = [...reading.problems, ...(await missingCells(experiment, glance)).map(error => positions.problem(error))];
  const files = ownCells(experiment).map(({ file }) => file);
  const cellFiles = files.length > 0 ? { cellFiles: files } : {};
  if (experiment.data.kind === 'task') return { problems, ...cellFiles };
  const facts = await glance(experiment.data.file);
  const found = facts ? checkData(experiment, facts) : [];
  return { problems: [...problems, ...found.map(error => positions.problem(error))], dataFile: experiment.data.file, ...cellFiles };
}

/** Files of cells that are not there. */
async function missingCells(experiment: ResolvedExperiment, glance: (file: string) => Promise<DataFacts | undefined>): Promise<SpecError[]> {
  const looked = placedLayers(experiment).map(async ({ layer: { cell }, path }) =>
    (cell.kind === 'own' && (await glance(cell.file))?.type === 'missing' ? [new SpecError(`There is no file ${cell.file}: “Unfold: New Cell” writes one.`, [...path, 'cell', 'kind'])] : []));
  return (await Promise.all(looked)).flat();
}
