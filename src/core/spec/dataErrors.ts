import type { ResolvedExperiment } from './experiment.ts';
import { SpecError, valueFix, type Fix, type Path } from './problem.ts';
import { nearest } from './suggest.ts';
import type { TextSymbol } from './textUnit.ts';
import { counted, describe, listed } from './wording.ts';

type Training = ResolvedExperiment['training'];

// What can be wrong with a data file, in words: the editor, which only glances at it, and the run say the same.

const atFile: Path = ['data', 'file'];

export function missingFile(file: string): SpecError {
  return new SpecError(`There is no file ${file}.`, atFile);
}

export function notAFile(file: string): SpecError {
  return new SpecError(`${file} is a folder, not a file.`, atFile);
}

export function emptyFile(file: string): SpecError {
  return new SpecError(`${file} is empty.`, atFile);
}

/** What shows already in its first bytes that a file is no UTF-8 text. */
export function notText(file: string, bytes: Uint8Array): SpecError[] {
  const [first, second] = bytes;
  if ((first === 0xFF && second === 0xFE) || (first === 0xFE && second === 0xFF)) return [new SpecError(`${file} is UTF-16 text. Save it as UTF-8.`, atFile)];
  const zero = bytes.indexOf(0);
  return zero < 0 ? [] : [new SpecError(`${file} is not text: ${byteAt(bytes, zero)} is zero. It must be a UTF-8 text file.`, atFile)];
}

/** `byte 7, in line 2,` */
export function byteAt(bytes: Uint8Array, offset: number): string {
  return `byte ${offset}, in line ${bytes.subarray(0, offset).reduce((lines, byte) => lines + Number(byte === 10), 1)},`;
}

// What a table is, by its name.

export const isParquet = (file: string): boolean => /\.parquet$/i.test(file);
export const isNpy = (file: string): boolean => /\.npy$/i.test(file);
export const isJson = (file: string): boolean => /\.json$/i.test(file);
export const isJsonLines = (file: string): boolean => /\.(jsonl|ndjson)$/i.test(file);

export function noParquet(file: string): SpecError {
  return new SpecError(`${file} is no Parquet file: it does not begin and end with PAR1.`, atFile);
}

export function missingColumn(file: string, column: string, header: readonly string[], path: Path): SpecError {
  const meant = nearest(column, header);
  const known = `it has ${header.length === 0 ? 'none' : listed(header.slice(0, 20).map(name => describe(name)), 'and')}${header.length > 20 ? ' and more' : ''}`;
  const unnamed = header.length > 0 && ![isNpy, isJson, isParquet].some(is => is(file)) && header.every(name => name !== '' && Number.isFinite(Number(name))) ? ' The first line must name the columns.' : '';
  return new SpecError(`${file} has no column "${column}"; ${known}${meant === undefined ? '.' : `; did you mean "${meant}"?`}${unnamed}`, path, 'error', meant === undefined ? undefined : valueFix(meant));
}

/** Elements of a sequence that are trained on: the last share is kept for validation. */
export function trainingLength(length: number, validationShare: number): number {
  return length - Math.floor(length * validationShare);
}

/** The most that fits, if it is a window at all. */
const lowered = (tau: number): Fix | undefined => (tau >= 1 ? valueFix(tau) : undefined);

/** A window of tau in each of B streams, and the character, byte or word after it. @param length so many of them to train on */
export function shortText(file: string, length: number, { batchSize, tau }: Training, symbol: TextSymbol): SpecError[] {
  const needed = batchSize * tau + 1;
  if (length >= needed) return [];
  const takes = `a window of tau ${tau} in each of ${counted(batchSize, 'stream')} takes ${counted(needed, symbol)} to train on`;
  return [new SpecError(`${file} is too short: ${takes}, and there are ${length}. Lower \`tau\` or \`batchSize\`.`, ['training', 'tau'], 'error', lowered(Math.floor((length - 1) / batchSize)))];
}

/** A window of tau and the row `horizon` after its end. @param length rows to train on */
export function shortTable(file: string, length: number, { tau }: Training, horizon: number): SpecError[] {
  const needed = tau + horizon;
  if (length >= needed) return [];
  const takes = `a window of tau ${tau} ${horizon === 0 ? 'takes' : `and the row ${horizon} ahead take`} ${counted(needed, 'row')} to train on`;
  return [new SpecError(`${file} is too short: ${takes}, and there are ${length}. Lower \`tau\`.`, ['training', 'tau'], 'error', lowered(length - horizon))];
}
