import type { Checkpoint, DataMemory, NamedArray, Snapshot } from '../checkpoint/checkpoint.ts';
import type { StartFrom } from '../spec/experiment.ts';
import { didYouMean } from '../spec/suggest.ts';
import { counted, listed } from '../spec/wording.ts';
import type { Note } from './records.ts';

/** A checkpoint that a run begins with, and what its experiment says of it. */
export interface Start extends StartFrom {
  readonly checkpoint: Pick<Checkpoint, 'step' | 'tensors' | 'vocabulary'>;
}

/** What the data of the run is: what its symbols are, and how many columns they take. */
export interface Reading {
  readonly memory: DataMemory;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly sourceSize?: number | undefined;
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
export function beginFrom({ file, fresh, checkpoint }: Start, drawn: Snapshot, data: Reading): Beginning {
  const names = Object.keys(drawn).filter(isParameter);
  checkNames(fresh, names);
  const taken = names.filter(name => !fresh.some(each => name === each || name.startsWith(`${each}.`)));
  const found = Object.fromEntries(taken.map(name => [name, fitting(name, drawn[name]!, checkpoint.tensors[name], file)]));
  checkSymbols(found, checkpoint.vocabulary, data, file);
  const left = Object.keys(checkpoint.tensors).filter(name => isParameter(name) && !(name in found)).length;
  const notTaken = names.length - taken.length;
  const rest = [...notTaken > 0 ? [`${counted(notTaken, 'other')} ${notTaken === 1 ? 'is' : 'are'} drawn`] : [], ...left > 0 ? [`${counted(left, 'parameter')} of it ${left === 1 ? 'is' : 'are'} left`] : []];
  const message = `Begins with ${counted(taken.length, 'parameter')} of ${file}, as they were after step ${checkpoint.step}${rest.map(part => `; ${part}`).join('')}.`;
  return { snapshot: { ...drawn, ...found }, note: { level: 'info', message } };
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

/** Rows and columns that stand for a symbol mean another one where the symbols are others. */
function checkSymbols(taken: Snapshot, theirs: DataMemory, { memory, inputSize, outputSize, sourceSize }: Reading, file: string): void {
  if (symbolsIn(theirs) === symbolsIn(memory)) return;
  const meant = Object.keys(taken).filter(name => taken[name]!.shape.some(size => size === inputSize || size === outputSize || size === sourceSize));
  if (meant.length > 0) throw new Error(`${file} was trained on other symbols than this data has, so that ${listed(meant, 'and')} would mean others; \`fresh\` may name them, to have them drawn.`);
}

/** Those of a text, of labelled sequences, or of a person's task; nothing of numbers, which are standardised anew. */
const symbolsIn = ({ alphabet, words, labels, bytes, names, mark }: DataMemory): string => JSON.stringify([alphabet, words, labels, bytes, names, mark]);
