import { isCsv, twoTexts, wrongAt } from './csvRows.ts';
import { isJsonLines } from './dataErrors.ts';
import { readJson } from './jsonFault.ts';
import { SpecError, valueFix } from './problem.ts';
import { counted, describe } from './wording.ts';

/** A sequence of characters, its label, and the line of the file on which it stands, from 1. */
export interface LabelledLine {
  readonly line: number;
  readonly label: string;
  readonly sequence: string;
}

/**
 * Labelled sequences, one a line: a label, a tab and a sequence, or JSON with `label` and `sequence`, as a `.jsonl` file must have it; or the two columns of
 * a `.csv` file, the label in the one that is called `label` or `class`, else in the first. Empty lines are passed over.
 *
 * @param file the name to call it by
 * @throws SpecError at `data.file` with line, column and the reason
 */
export function readLabelled(text: string, file: string): LabelledLine[] {
  if (isCsv(text, file)) return fromCsv(text, file);
  const isJson = isJsonLines(file);
  return text.split(/\r\n|\r|\n/).flatMap((written, index) => {
    if (written.trim() === '') return [];
    const line = index + 1;
    const wrong = (why: string, column = 1) => new SpecError(`${file}:${line}:${column}: ${why}`, ['data', 'file']);
    const isObject = isJson || written.startsWith('{');
    const { label, sequence } = isObject ? fromJson(written, wrong) : fromTabs(written, wrong);
    if (label === '') throw wrong('the label is empty.');
    if (sequence === '') throw wrong('the sequence is empty.', isObject ? 1 : written.length + 1);
    return [{ line, label, sequence }];
  });
}

/** The first sequence that is longer than tau allows: its end, or its length where that is predicted, takes a step more. */
export function longSequences(lines: readonly LabelledLine[], file: string, { tau }: { readonly tau: number }): SpecError[] {
  const lengths = lines.map(({ sequence }) => Array.from(sequence).length);
  const first = lengths.findIndex(length => length >= tau);
  if (first < 0) return [];
  const message = `${file}:${lines[first]!.line}:1: the sequence has ${counted(lengths[first]!, 'character')}, and its end takes a step more than that, but \`tau\` is ${tau}. Raise \`tau\`, or leave the sequence out.`;
  return [new SpecError(message, ['training', 'tau'], 'error', valueFix(lengths.reduce((most, length) => Math.max(most, length), 0) + 1))];
}

/** @param column from 1; left out, the line itself is wrong */
type Wrong = (why: string, column?: number) => SpecError;
type Pair = Pick<LabelledLine, 'label' | 'sequence'>;

/** What the column of the labels may be called. */
export const isLabelName = (name: string): boolean => /^(label|class)$/i.test(name);

function fromCsv(text: string, file: string): LabelledLine[] {
  const { names, rows } = twoTexts(text, file);
  return rows.map((cells) => {
    const [label, sequence] = isLabelName(names[1]) ? [cells[1], cells[0]] : cells;
    if (label.text.trim() === '') throw wrongAt(file, label, 'the label is empty.');
    return { line: cells[0].line, label: label.text.trim(), sequence: sequence.text };
  });
}

function fromTabs(written: string, wrong: Wrong): Pair {
  const [label, sequence, ...more] = written.split('\t');
  if (sequence === undefined) throw wrong('there is no tab between a label and a sequence.', written.length + 1);
  if (more.length > 0) throw wrong(`there are ${more.length + 1} tabs; one is expected, between a label and a sequence.`, label!.length + sequence.length + 2);
  return { label: label!.trim(), sequence };
}

function fromJson(written: string, wrong: Wrong): Pair {
  const read = readJson(written, 'line');
  if ('reason' in read) throw wrong(read.reason, read.offset + 1);
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('a line is { "label": …, "sequence": … }, both texts in double quotes.');
  const { label, sequence } = value as Record<string, unknown>;
  const notText = (name: string, found: unknown) => wrong(found === undefined ? `there is no \`${name}\`.` : `\`${name}\` is ${describe(found)}; a text is expected.`);
  if (typeof label !== 'string') throw notText('label', label);
  if (typeof sequence !== 'string') throw notText('sequence', sequence);
  return { label, sequence };
}
