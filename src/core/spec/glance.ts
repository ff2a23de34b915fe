import { isCsv } from './csvRows.ts';
import { emptyFile, isJson, isNpy, isParquet, missingColumn, missingFile, noParquet, notAFile, notText, shortTable, shortText, trainingLength } from './dataErrors.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { indicatorIn } from './indicators.ts';
import { longSequences, readLabelled } from './labelledLines.ts';
import { longPairs, readPairs } from './pairLines.ts';
import { SpecError } from './problem.ts';
import { withoutBlankEnd } from './separator.ts';
import { headerOf } from './tableCells.ts';
import { symbolOf } from './textUnit.ts';
import { wordsOf } from './wordsOf.ts';

/** What a glance at a data file tells, without reading all of it. */
export interface DataFacts {
  readonly type: 'missing' | 'folder' | 'file';
  readonly bytes: number;
  /** The file, or only its beginning, or nothing of it, whatever was cheap. */
  readonly start: Uint8Array;
  /** Of a table, where `start` does not say them and somebody else has looked. */
  readonly columns?: readonly string[] | undefined;
}

/** What is certainly wrong with the data file; a run, which reads all of it, may find more. */
export function checkData({ data, training }: ResolvedExperiment, facts: DataFacts): SpecError[] {
  if (data.kind === 'task') return [];
  const wrong = wrongFile(data.file, facts);
  if (wrong) return wrong;
  const short = (most: number) => shortText(data.file, trainingLength(most, data.validation), training, symbolOf(data.kind === 'text' ? data.unit : undefined));
  if (data.kind === 'text' && data.unit === 'bytes') return short(facts.bytes);
  if (data.kind === 'series' && !isText(data.file)) return wrongTable(data, facts);
  const binary = notText(data.file, facts.start);
  if (binary.length > 0) return binary;
  const text = new TextDecoder('utf-8').decode(facts.start);
  const rest = facts.bytes - facts.start.length;
  if (data.kind === 'trees') return [];
  if (data.kind === 'labelled') return rest === 0 ? said(() => longSequences(readLabelled(text, data.file), data.file, training)) : [];
  if (data.kind === 'series') return text === '' ? wrongTable(data, facts) : checkTable(data, training, text, rest);
  if (data.kind === 'pairs') return rest > 0 && isCsv(text, data.file) ? [] : checkPairs(data.file, training, rest === 0 ? text : text.replace(/[^\r\n]*$/, ''));
  if (data.unit === 'words') return rest === 0 ? short(wordsOf(text).length) : [];
  return asFarAsRead(short(Array.from(text).length + rest), rest);
}

/** @param text whole lines, as many as were read */
function checkPairs(file: string, training: ResolvedExperiment['training'], text: string): SpecError[] {
  return said(() => longPairs(readPairs(text, file), file, training));
}

/** What was found, or what was thrown. */
function said(find: () => SpecError[]): SpecError[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof SpecError) return [error];
    throw error;
  }
}

/** The same of one of the further files of several series, whose columns are to be those of the first. @param index among them */
export function checkFurtherFile({ data }: ResolvedExperiment, index: number, facts: DataFacts): SpecError[] {
  const file = data.kind === 'series' ? data.files[index] : undefined;
  if (data.kind !== 'series' || file === undefined) return [];
  const found = wrongFile(file, facts) ?? wrongTable({ ...data, file }, facts);
  return found.map(({ message }) => new SpecError(message, ['data', 'files', index]));
}

const isText = (table: string): boolean => ![isParquet, isNpy, isJson].some(is => is(table));

/** That it is none, or that columns are missing, as far as these are known. */
function wrongTable(data: Series, facts: DataFacts): SpecError[] {
  const { start } = facts;
  if (isParquet(data.file) && start.length > 0 && String.fromCharCode(...start.slice(0, 4)) !== 'PAR1') return [noParquet(data.file)];
  const binary = isText(data.file) ? notText(data.file, start) : [];
  const header = columnsOf(facts, data.file);
  return binary.length > 0 ? binary : header.length === 0 ? [] : missingColumns(data, header);
}

/** What is no file that could be read. */
function wrongFile(file: string, { type, bytes }: DataFacts): SpecError[] | undefined {
  if (type === 'missing') return [missingFile(file)];
  if (type === 'folder') return [notAFile(file)];
  return bytes === 0 ? [emptyFile(file)] : undefined;
}

type Series = Extract<ResolvedExperiment['data'], { kind: 'series' }>;

/** The columns of a table, where somebody has looked, or its beginning was read and is text. */
export function columnsOf({ start, columns }: DataFacts, file: string): string[] {
  if (columns) return [...columns];
  if (!isText(file) || start.includes(0)) return [];
  return headerOf(new TextDecoder('utf-8').decode(start), file);
}

/** @param rest bytes of the file that were not read */
function checkTable(data: Series, training: ResolvedExperiment['training'], text: string, rest: number): SpecError[] {
  const missing = missingColumns(data, headerOf(text, data.file));
  if (missing.length > 0 || data.series !== '' || data.files.length > 0) return missing; // how long a window may be the longest series says
  const most = withoutBlankEnd(text).split(/\r\n|\r|\n/).length - 1 + rest; // at most: a cell in quotes may have lines of its own
  return asFarAsRead(shortTable(data.file, trainingLength(most, data.validation), training, data.horizon), rest);
}

/** Of a file that was not read to its end nobody knows which window fits. @param rest bytes of it */
const asFarAsRead = (short: SpecError[], rest: number): SpecError[] => (rest === 0 ? short : short.map(({ message, path }) => new SpecError(message, path)));

function missingColumns(data: Series, header: readonly string[]): SpecError[] {
  const wanted = [{ name: data.column, path: ['data', 'column'] }, ...(data.series === '' ? [] : [{ name: data.series, path: ['data', 'series'] }]), ...(['targets', 'inputs'] as const).flatMap(field => data[field].map((name, index) => ({ name, path: ['data', field, index] })))];
  return wanted.filter(({ name }) => !header.includes(name) && !indicatorIn(header, name)).map(({ name, path }) => missingColumn(data.file, name, header, path));
}
