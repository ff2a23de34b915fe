import type { Checkpoint, DataMemory, NamedArray, Snapshot } from '../checkpoint/checkpoint.ts';
import type { ResolvedExperiment, StartFrom } from '../spec/experiment.ts';
import { didYouMean } from '../spec/suggest.ts';
import { counted, listed } from '../spec/wording.ts';
import type { ModelSizes } from './compileModel.ts';
import type { Note } from './records.ts';
import { growsWith } from './growsWith.ts';
import { saysNothing } from './sameData.ts';

/** A checkpoint that a run begins with, and what its experiment says of it. */
export interface Start extends StartFrom {
  readonly checkpoint: Pick<Checkpoint, 'step' | 'tensors' | 'vocabulary'>;
}

/** What the data of the run is: what its symbols are, and how many columns they take. */
export interface Reading extends ModelSizes {
  readonly memory: DataMemory;
}

/** What an engine begins with instead of `drawn`, its own first snapshot, whose optimiser and state stay; and what a person should know of it. */
export interface Beginning {
  readonly snapshot: Snapshot;
  readonly note: Note;
}

/**
 * Takes every parameter of a model from a checkpoint, by its name, but those that are to be fresh.
 *
 * @throws Error, a sentence that names the parameter and both shapes, where one does not fit or is not there
 */
export function beginFrom({ file, fresh, checkpoint }: Start, drawn: Snapshot, experiment: ResolvedExperiment, data: Reading): Beginning {
  const names = Object.keys(drawn).filter(isParameter);
  checkNames(fresh, names);
  const taken = names.filter(name => !fresh.some(each => name === each || name.startsWith(`${each}.`)));
  const found = Object.fromEntries(taken.map(name => [name, fitting(name, drawn[name]!, checkpoint.tensors[name], file)]));
  const unknown = saysNothing(checkpoint.vocabulary, data.memory);
  if (!unknown) checkSymbols(found, checkpoint.vocabulary, experiment, data, file);
  const left = Object.keys(checkpoint.tensors).filter(name => isParameter(name) && !(name in found)).length;
  const notTaken = names.length - taken.length;
  const rest = [...notTaken > 0 ? [`${counted(notTaken, 'other')} ${notTaken === 1 ? 'is' : 'are'} drawn`] : [], ...left > 0 ? [`${counted(left, 'parameter')} of it ${left === 1 ? 'is' : 'are'} left`] : []];
  const message = `Begins with ${counted(taken.length, 'parameter')} of ${file}, as they were after step ${checkpoint.step}${rest.map(part => `; ${part}`).join('')}.`;
  const note: Note = unknown ? { level: 'warning', message: `${message} It does not say which symbols it was trained on: make sure that they are those of this data, in the same order.` } : { level: 'info', message };
  return { snapshot: { ...drawn, ...found }, note };
}

/** What the optimiser and the data carry is beneath a folder's name. */
const isParameter = (name: string): boolean => !name.includes('/');

function checkNames(fresh: readonly string[], names: readonly string[]): void {
  const unknown = fresh.find(each => !names.some(name => name === each || name.startsWith(`${each}.`)));
  if (unknown !== undefined) throw new Error(`\`fresh\` has "${unknown}", which is no parameter of this model; it has ${listed(names, 'and')}${didYouMean(unknown, names, '"')}`);
}

function fitting(name: string, own: NamedArray, theirs: NamedArray | undefined, file: string): NamedArray {
  const shape = written(own);
  const remedy = `\`fresh\` may name it, to have it drawn`;
  if (theirs === undefined) throw new Error(`${file} has no ${name}, which is ${shape} in this model; ${remedy}.`);
  if (written(theirs) !== shape) throw new Error(`${name} is ${written(theirs)} in ${file} ≠ ${shape} in this model; ${remedy}.`);
  return theirs;
}

const written = ({ shape }: NamedArray): string => shape.join('×');

/** What a data source remembers of its symbols, and by how many columns they are read or answered; nothing of numbers, which are standardised anew. */
const meanings = [
  { of: ({ alphabet, words, bytes, target, symbols, names, mark }: DataMemory) => [alphabet, words, bytes, target, symbols, classesOf(names, 0), mark], columns: 'inputSize', called: 'symbols' },
  { of: ({ alphabet, words, bytes, target, names, mark }: DataMemory) => [alphabet, words, bytes, target, classesOf(names, 1), mark], columns: 'outputSize', called: 'symbols' },
  { of: ({ source, names }: DataMemory) => [source, classesOf(names, 2)], columns: 'sourceSize', called: 'symbols' },
  { of: ({ answers }: DataMemory) => [answers], columns: 'outputSize', called: 'labels' },
  { of: ({ labels }: DataMemory) => [labels], columns: 'contextSize', called: 'labels' },
] as const;

/** Of a person's task: of x, of y, or of the source. */
const classesOf = (names: unknown, index: number): unknown => (names as readonly unknown[] | undefined)?.[index];

/** Rows and columns that stand for a symbol mean another one where the symbols are others. */
function checkSymbols(taken: Snapshot, theirs: DataMemory, experiment: ResolvedExperiment, data: Reading, file: string): void {
  const others = meanings.filter(({ of }) => JSON.stringify(of(theirs)) !== JSON.stringify(of(data.memory)))
    .map(({ columns, called }) => ({ called, names: growsWith(columns, experiment, data).filter(name => name in taken) })).filter(({ names }) => names.length > 0);
  if (others.length === 0) return;
  const meant = Object.keys(taken).filter(name => others.some(({ names }) => names.includes(name)));
  const [would, them] = meant.length === 1 ? ['another', 'it'] : ['others', 'them'];
  throw new Error(`${file} was trained on other ${listed([...new Set(others.map(({ called }) => called))], 'and')} than this data has, so that ${listed(meant, 'and')} would mean ${would}; \`fresh\` may name ${them}, to have ${them} drawn.`);
}
