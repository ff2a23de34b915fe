import { dsvFormat } from 'd3-dsv';
import { emptyFile, isJson, isNpy, isParquet, missingColumn, missingFile, noParquet, notAFile, notText, shortTable, shortText, trainingLength } from './dataErrors.ts';
import type { ResolvedExperiment } from './experiment.ts';
import { indicatorIn } from './indicators.ts';
import { readLabelled } from './labelledLines.ts';
import { longPairs, readPairs } from './pairLines.ts';
import { SpecError } from './problem.ts';
import { separatorOf, withoutBlankEnd } from './separator.ts';
import { symbolOf } from './textUnit.ts';
import { wordsOf } from './wordsOf.ts';

/** What a glance at a data file tells, without reading all of it. */
export interface DataFacts {
  readonly type: 'missing' | 'folder' | 'file';
  readonly bytes: number;
  /** The file, or only its beginning, or nothing of it, whatever was cheap. */
  readonly start: Uint8Array;
}

/** What is certainly wrong with the data file; a run, which reads all of it, may find more. */
export function checkData({ data, training }: ResolvedExperiment, facts: DataFacts): SpecError[] {
  if (data.kind === 'task') return [];
  if (facts.type === 'missing') return [missingFile(data.file)];
  if (facts.type === 'folder') return [notAFile(data.file)];
  if (facts.bytes === 0) return [emptyFile(data.file)];
  const short = (most: number) => shortText(data.file, trainingLength(most, data.validation), training, symbolOf(data.kind === 'text' ? data.unit : undefined));
  if (data.kind === 'text' && data.unit === 'bytes') return short(facts.bytes);
  if (data.kind === 'series' && isParquet(data.file)) return facts.start.length > 0 && String.fromCharCode(...facts.start.slice(0, 4)) !== 'PAR1' ? [noParquet(data.file)] : [];
  if (data.kind === 'series' && (isNpy(data.file) || isJson(data.file))) return [];
  const binary = notText(data.file, facts.start);
  if (binary.length > 0) return binary;
  const text = new TextDecoder('utf-8').decode(facts.start);
  const rest = facts.bytes - facts.start.length;
  if (data.kind === 'trees') return [];
  if (data.kind === 'labelled') return rest === 0 ? said(() => { readLabelled(text, data.file); return []; }) : [];
  if (data.kind === 'series') return checkTable(data, training, text, rest);
  if (data.kind === 'pairs') return checkPairs(data.file, training, rest === 0 ? text : text.replace(/[^\r\n]*$/, ''));
  if (data.unit === 'words') return rest === 0 ? short(wordsOf(text).length) : [];
  return short(Array.from(text).length + rest);
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

type Series = Extract<ResolvedExperiment['data'], { kind: 'series' }>;

/** The columns that the header of a table names, as far as its beginning was read; of a file that is no text none. */
export function columnsOf({ start }: DataFacts, file: string): string[] {
  if (isParquet(file) || isNpy(file) || isJson(file) || start.includes(0)) return [];
  const text = new TextDecoder('utf-8').decode(start);
  return (dsvFormat(separatorOf(text, file)).parseRows(text.replace(/(?<=^[^\n]*)\n[^]*$/, ''))[0] ?? []).map(name => name.trim());
}

/** @param rest bytes of the file that were not read */
function checkTable(data: Series, training: ResolvedExperiment['training'], text: string, rest: number): SpecError[] {
  if (text === '') return [];
  const [header = [], ...rows] = dsvFormat(separatorOf(text, data.file)).parseRows(withoutBlankEnd(text));
  const missing = missingColumns(data, header.map(name => name.trim()));
  const most = rows.length + rest;
  if (data.series !== '' || data.files.length > 0) return missing; // how long a window may be the longest series says
  return missing.length > 0 ? missing : shortTable(data.file, trainingLength(most, data.validation), training, data.horizon);
}

function missingColumns(data: Series, header: readonly string[]): SpecError[] {
  const wanted = [{ name: data.column, path: ['data', 'column'] }, ...(data.series === '' ? [] : [{ name: data.series, path: ['data', 'series'] }]), ...(['targets', 'inputs'] as const).flatMap(field => data[field].map((name, index) => ({ name, path: ['data', field, index] })))];
  return wanted.filter(({ name }) => !header.includes(name) && !indicatorIn(header, name)).map(({ name, path }) => missingColumn(data.file, name, header, path));
}
