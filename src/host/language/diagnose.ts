import { missingFile } from '../../core/spec/dataErrors.ts';
import { checkData, checkFurtherFile, type DataFacts } from '../../core/spec/glance.ts';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { placedLayers } from '../../core/spec/meaning/placedLayers.ts';
import { ownFiles, ownTask } from '../../core/spec/ownTask.ts';
import { SpecError } from '../../core/spec/problem.ts';
import type { Path, Problem, Rule } from '../../core/spec/problem.ts';
import { experimentName, readExperiment } from '../../core/spec/read.ts';
import { unreadProblems } from '../../core/spec/unreadOptions.ts';

/** VS Code's JSON support reports these itself, from the schema it is given. */
export const toldByEditor: readonly Rule[] = ['syntax', 'shape'];

export interface Diagnosis {
  /** What only Unfold knows. */
  readonly problems: readonly Problem[];
  /** The files that it names, of data, of code and of a checkpoint, as the experiment writes them, as far as they can be told. */
  readonly files: readonly string[];
}

type Glance = (file: string, isTable?: boolean) => Promise<DataFacts | undefined>;

/** What somebody who looked found its own code to be. */
interface Code {
  /** The experiment with that. */
  of(experiment: ResolvedExperiment): ResolvedExperiment | undefined;
  /** What is wrong with it, in a sentence. */
  wrong(experiment: ResolvedExperiment): string | undefined;
}

const unknown: Code = { of: () => undefined, wrong: () => undefined };

/** What is wrong with an experiment without a look at any file. @param path of the experiment file, for its name */
export function diagnoseText(text: string, path: string): readonly Problem[] {
  return onlyOurs(readExperiment(text, { name: experimentName(path) }).problems);
}

const onlyOurs = (problems: readonly Problem[]): Problem[] => problems.filter(({ rule }) => !toldByEditor.includes(rule));

/**
 * What is wrong with an experiment as it stands in the editor.
 * @param path of the experiment file, for its name
 * @param glance looks at a file, by its path as the experiment writes it
 * @param code what its own code was found to be, where it has some and somebody has looked
 */
export async function diagnose(text: string, path: string, glance: Glance, code: Code = unknown): Promise<Diagnosis> {
  const reading = readExperiment(text, { name: experimentName(path) });
  const told = onlyOurs(reading.problems);
  const sound = reading.ok ? reading : reading.sound;
  if (!sound) return { problems: told, files: [] };
  const { experiment, positions } = sound;
  const [missing, ...further] = await Promise.all([missingCode(experiment, glance), missingStart(experiment, glance), wrongData(experiment, glance)]);
  const found = [...missing, ...missing.length === 0 ? wrongCode(experiment, code.wrong(experiment)) : [], ...further.flat()].map(error => positions.problem(error));
  const files = [...ownFiles(experiment), ...dataFiles(experiment), ...startFile(experiment)];
  const lookedInto = reading.ok ? code.of(experiment) : undefined;
  const unread = lookedInto ? unreadProblems(lookedInto, positions) : [];
  return { problems: [...told, ...found.filter(problem => !reading.problems.some(isThere(problem))), ...unread], files };
}

/** What was found wrong with a place before a look at files is said alone. */
const isThere = ({ path }: Problem) => (told: Problem): boolean => told.path.join('/') === path.join('/');

const dataFiles = ({ data }: ResolvedExperiment): string[] => (data.kind === 'task' ? [] : data.kind === 'series' ? [data.file, ...data.files] : [data.file]);

const startFile = ({ training: { startFrom } }: ResolvedExperiment): string[] => (startFrom ? [startFrom.file] : []);

/** A checkpoint to begin with that is not there. */
async function missingStart(experiment: ResolvedExperiment, glance: Glance): Promise<SpecError[]> {
  const [file] = startFile(experiment);
  return file !== undefined && (await glance(file))?.type === 'missing' ? [new SpecError(missingFile(file).message, ['training', 'startFrom', 'file'])] : [];
}

/** What a glance at each of its files tells. */
async function wrongData(experiment: ResolvedExperiment, glance: Glance): Promise<SpecError[]> {
  const all = await Promise.all(dataFiles(experiment).map(file => glance(file, experiment.data.kind === 'series')));
  return all.flatMap((facts, index) => (facts === undefined ? [] : index === 0 ? checkData(experiment, facts) : checkFurtherFile(experiment, index - 1, facts)));
}

/** Where its own code is named; where it names several files, the one that the sentence begins with, else the first. */
function wrongCode(experiment: ResolvedExperiment, wrong: string | undefined): SpecError[] {
  const named = namedCode(experiment);
  const at = named.find(({ file }) => wrong?.startsWith(file)) ?? named[0];
  return wrong === undefined || !at ? [] : [new SpecError(wrong, at.path)];
}

function namedCode(experiment: ResolvedExperiment): { readonly file: string; readonly path: Path }[] {
  const task = ownTask(experiment);
  const cells = placedLayers(experiment).flatMap(({ layer: { cell }, path }) => (cell.kind === 'own' ? [{ file: cell.file, path: [...path, 'cell', 'kind'] }] : []));
  return [...task ? [{ file: task.file, path: ['data', 'task'] }] : [], ...cells];
}

/** Files of code that are not there. */
async function missingCode(experiment: ResolvedExperiment, glance: Glance): Promise<SpecError[]> {
  const looked = namedCode(experiment).map(async ({ file, path }) =>
    ((await glance(file))?.type === 'missing' ? [new SpecError(`There is no file ${file}: “Unfold: New ${path[0] === 'data' ? 'Task' : 'Cell'}” writes one.`, path)] : []));
  return (await Promise.all(looked)).flat();
}
