import { decodeText } from '../data/decodeText.ts';
import { openTable } from '../data/open.ts';
import { isJson, isJsonLines, isNpy, isParquet } from '../spec/dataErrors.ts';
import { csvRows, isCsv } from '../spec/csvRows.ts';
import { isLabelName } from '../spec/labelledLines.ts';
import { SpecError } from '../spec/problem.ts';
import { separatorOf } from '../spec/separator.ts';
import { kindOfCell } from './cellKind.ts';
import { looksLabelled, pairsProfile, labelledProfile } from './lookAtLines.ts';
import { tableProfile, type LookedAt } from './lookAtTable.ts';
import { textProfile } from './lookAtText.ts';
import { looksLikeTrees, treesProfile } from './lookAtTrees.ts';
import type { Head, Profile } from './profile.ts';
import { wholeRows } from './wholeRows.ts';

/** Lines by which a text is known. */
const mostLines = 100;

/**
 * Finds out what a data file is: by its ending where that says it, else by its first lines.
 * @throws SpecError with a sentence, and the place, where it is nothing that an experiment reads
 */
export async function lookAt(head: Head): Promise<Profile> {
  const { file, bytes } = head;
  if (/\.unfold\.json$/i.test(file)) throw wrong(`${file} is an experiment already, not a data file: open it.`);
  if (isParquet(file)) return tableProfile(await parquetColumns(head));
  if (isNpy(file)) return tableProfile(await tableOf(head, bytes));
  const text = textOf(head);
  if (text === undefined) return textProfile(head, undefined);
  if (isJson(file)) return tableProfile(await tableOf(head, bytes));
  const lines = text.split(/\r\n|\r|\n/, mostLines).filter(line => line.trim() !== '');
  if (isJsonLines(file)) return looksLabelled(lines, file) ? labelledProfile(text, file) : pairsProfile(text, file);
  const kind = /\.csv$/i.test(file) ? kindOfCsv(text, file) : kindOf(lines, file);
  try {
    if (kind === 'trees') return treesProfile(text, file);
    if (kind === 'labelled') return labelledProfile(text, file);
    if (kind === 'pairs') return pairsProfile(text, file);
  } catch (error) {
    if (!(error instanceof SpecError) || saysWhat(file)) throw error;
    return textProfile(head, text, error.message); // a text that only begins so
  }
  if (kind === 'text') return textProfile(head, text);
  return tableProfile(await tableOf(head, rowsOf(head, text)));
}

/** Whether the longest of its lines, wherever it stands, decides how it is read: the beginning is not enough. */
export const goesByLines = ({ kind }: Profile): boolean => kind === 'pairs' || kind === 'labelled' || kind === 'trees';

/** Whether the ending of a file says that it is no plain text. */
const saysWhat = (file: string): boolean => /\.(csv|tsv|tab|trees?|ptb)$/i.test(file);

/** As an experiment reads it. @param part of its bytes, all or the first */
async function tableOf({ file, bytes, size }: Head, part: Uint8Array): Promise<LookedAt> {
  const table = await openTable(file, [], async () => part);
  const isWhole = size <= bytes.length;
  return { ...table, looked: table.rows, isWhole, rows: isWhole ? table.rows : Math.round(table.rows * size / part.length) };
}

/** The beginning of a large text ends with a line, or not within a letter. */
const wholeLines = ({ bytes, size }: Head): Uint8Array => (size <= bytes.length ? bytes : bytes.subarray(0, bytes.lastIndexOf(10) + 1 || bytes.findLastIndex(byte => byte < 0x80) + 1));

/** The beginning of a large table ends with a row, where it has a whole one. */
function rowsOf(head: Head, text: string): Uint8Array {
  if (head.size <= head.bytes.length) return head.bytes;
  const rows = wholeRows(head.bytes, separatorOf(text, head.file));
  return rows.length > 0 ? rows : wholeLines(head);
}

/** Undefined where it is no text and its ending does not say that it is one. */
function textOf(head: Head): string | undefined {
  const { file, bytes } = head;
  try {
    return decodeText(wholeLines(head), file);
  } catch (error) {
    if (bytes.length === 0 || saysWhat(file) || isJson(file) || isJsonLines(file) || /\.(txt|md)$/i.test(file) || bytes.length < 64) throw error;
    return undefined;
  }
}

function kindOf(lines: readonly string[], file: string): Profile['kind'] {
  if (/\.(trees?|ptb)$/i.test(file) || looksLikeTrees(lines)) return 'trees';
  const cells = lines.map(line => line.split('\t'));
  const inTwo = lines.length > 1 && cells.every(({ length }) => length === 2);
  const isNumber = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== '' && Number.isFinite(Number(cell));
  const share = (column: number): number => cells.slice(1).filter(row => isNumber(row[column])).length / Math.max(1, cells.length - 1);
  const isHeaderless = inTwo && isNumber(cells[0]![1]) && cells.every(([first]) => kindOfCell(first!.trim()) === 'word'); // 3+4, a tab and 7
  if (inTwo && (share(1) < 0.5 || isHeaderless)) return looksLabelled(lines, file) ? 'labelled' : 'pairs';
  if (/\.(tsv|tab)$/i.test(file)) return 'table';
  return looksLikeTable(lines) ? 'table' : 'text';
}

/** Two columns of texts are pairs, or sequences with a label each; everything else is a table. */
function kindOfCsv(text: string, file: string): Profile['kind'] {
  if (!isCsv(text, file)) return 'table';
  const rows: string[][] = [];
  try {
    for (const row of csvRows(text, file)) if (rows.push(row.map(cell => cell.text)) > mostLines) break;
  } catch (error) {
    if (error instanceof SpecError) return 'table'; // which says what is wrong
    throw error;
  }
  const [header = [], ...body] = rows;
  const isText = (column: number): boolean => body.filter(row => kindOfCell(row[column]!) === 'word').length > body.length / 2;
  if (body.length === 0 || !rows.every(({ length }) => length === 2) || !isText(0) || !isText(1)) return 'table';
  return isLabelName(header[1]!.trim()) || looksLabelled(body.map(row => row.join('\t')), file) ? 'labelled' : 'pairs';
}

/** Rows of as many cells each, most of the first ones' neighbours numbers: a table whose name does not say so. */
function looksLikeTable(lines: readonly string[]): boolean {
  if (lines.length < 3) return false;
  return [',', ';', '\t', '\n'].some(separator => {
    const rows = lines.map(line => line.split(separator));
    const body = rows.slice(1);
    const numbers = body.flat().filter(cell => cell.trim() !== '' && Number.isFinite(Number(cell))).length;
    return rows.every(({ length }) => length === rows[0]!.length) && numbers >= 0.4 * body.flat().length && (separator !== '\n' || numbers === body.length);
  });
}

/** Each column by itself: one of text must not keep the others from being read. */
async function parquetColumns({ file, bytes }: Head): Promise<LookedAt> {
  const read = async (): Promise<Uint8Array> => bytes;
  const { header, rows } = await openTable(file, [], read);
  const columns = new Map<string, Float64Array | SpecError>();
  for (const name of header) {
    columns.set(name, await openTable(file, [name], read).then(table => table.column(table.header.indexOf(name)), (error: SpecError) => error));
  }
  const column = (index: number): Float64Array => {
    const found = columns.get(header[index]!)!;
    if (found instanceof Error) throw found;
    return found;
  };
  return { file, header, rows, looked: rows, isWhole: true, column };
}

const wrong = (message: string): SpecError => new SpecError(message, ['data', 'file']);
