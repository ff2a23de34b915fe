import { SpecError } from './problem.ts';
import { describe } from './wording.ts';

/** A sequence of characters, its label, and the line of the file on which it stands, from 1. */
export interface LabelledLine {
  readonly line: number;
  readonly label: string;
  readonly sequence: string;
}

/**
 * Labelled sequences, one a line: a label, a tab and a sequence, or JSON with `label` and `sequence`. Empty lines are passed over.
 *
 * @param file the name to call it by
 * @throws SpecError at `data.file` with the line and the reason
 */
export function readLabelled(text: string, file: string): LabelledLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((written, index) => {
    if (written.trim() === '') return [];
    const line = index + 1;
    const wrong = (why: string) => new SpecError(`${file}:${line}: ${why}`, ['data', 'file']);
    const { label, sequence } = written.startsWith('{') ? fromJson(written, wrong) : fromTabs(written, wrong);
    if (label === '') throw wrong('the label is empty.');
    if (sequence === '') throw wrong('the sequence is empty.');
    return [{ line, label, sequence }];
  });
}

type Wrong = (why: string) => SpecError;
type Pair = Pick<LabelledLine, 'label' | 'sequence'>;

function fromTabs(written: string, wrong: Wrong): Pair {
  const [label, sequence, ...more] = written.split('\t');
  if (sequence === undefined) throw wrong('there is no tab between a label and a sequence.');
  if (more.length > 0) throw wrong(`there are ${more.length + 1} tabs; one is expected, between a label and a sequence.`);
  return { label: label!.trim(), sequence };
}

function fromJson(written: string, wrong: Wrong): Pair {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(written) as Record<string, unknown>;
  } catch (error) {
    throw wrong(`this is not JSON: ${(error as Error).message}.`);
  }
  const { label, sequence } = value;
  if (typeof label !== 'string') throw wrong(`\`label\` is ${describe(label)}; a text is expected.`);
  if (typeof sequence !== 'string') throw wrong(`\`sequence\` is ${describe(sequence)}; a text is expected.`);
  return { label, sequence };
}
