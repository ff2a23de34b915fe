import type { Pair } from '../tasks/pairs.ts';
import { isCsv, twoTexts } from './csvRows.ts';
import { isJsonLines } from './dataErrors.ts';
import { readJson } from './jsonFault.ts';
import { SpecError, valueFix } from './problem.ts';
import { counted } from './wording.ts';

/** A pair and the line of the file on which it stands, from 1. */
export interface PairLine extends Pair {
  readonly line: number;
}

/** What is wrong with a line, and at which of its columns, from 1. */
interface Fault {
  readonly column: number;
  readonly reason: string;
}

/**
 * Pairs of texts, one a line: of a `.jsonl` or `.ndjson` file `["source", "target"]` or `{ "source": …, "target": … }`, of a `.csv` file its two
 * columns, named in the first line, of any other the source, a tab, and the target. Blank lines are passed over.
 *
 * @param file the name to call it by
 * @throws SpecError at `data.file` with file, line, column and the reason, of the first line that is no pair
 */
export function readPairs(text: string, file: string): PairLine[] {
  if (isCsv(text, file)) return twoTexts(text, file).rows.map(([source, target]) => ({ line: source.line, source: source.text, target: target.text }));
  const readLine = isJsonLines(file) ? readListed : readTabbed;
  return text.split(/\r\n|\r|\n/).flatMap((content, index) => {
    if (content.trim() === '') return [];
    const line = index + 1;
    const pair = readLine(content);
    const fault = 'reason' in pair ? pair : emptyPart(pair, readLine === readListed ? 1 : content.length + 1);
    if (fault) throw new SpecError(`${file}:${line}:${fault.column}: ${fault.reason}`, ['data', 'file']);
    return [{ ...pair as Pair, line }];
  });
}

function readTabbed(content: string): Pair | Fault {
  const [source = '', target, ...more] = content.split('\t');
  if (target === undefined) return { column: content.length + 1, reason: 'there is no tab, which would stand between the source and the target.' };
  if (more.length > 0) return { column: source.length + target.length + 2, reason: `a pair has two columns, and this line has ${more.length + 2}.` };
  return { source, target };
}

function readListed(content: string): Pair | Fault {
  const read = readJson(content, 'line');
  if ('reason' in read) return { column: read.offset + 1, reason: read.reason };
  const { value } = read;
  const [source, target, ...more] = Array.isArray(value) ? value as unknown[] : partsOf(value);
  if (typeof source === 'string' && typeof target === 'string' && more.length === 0) return { source, target };
  return { column: 1, reason: 'a pair is ["source", "target"] or { "source": …, "target": … }, both texts in double quotes.' };
}

function partsOf(value: unknown): unknown[] {
  const { source, target } = (value ?? {}) as { source?: unknown; target?: unknown };
  return [source, target];
}

/** @param end the column at which a target would be missed */
function emptyPart({ source, target }: Pair, end: number): Fault | undefined {
  if (source === '') return { column: 1, reason: 'the source is empty.' };
  return target === '' ? { column: end, reason: 'the target is empty.' } : undefined;
}

/** The first pair that is longer than tau allows. */
export function longPairs(pairs: readonly PairLine[], file: string, { tau }: { readonly tau: number }): SpecError[] {
  const lengths = pairs.map(({ source, target, line }) => ({ line, parts: { source: Array.from(source).length, target: Array.from(target).length } }));
  const longest = lengths.reduce((most, { parts }) => Math.max(most, parts.source, parts.target), 0);
  for (const { line, parts } of lengths) for (const [part, length] of Object.entries(parts)) {
    if (length > tau) return [new SpecError(`${file}:${line}:1: the ${part} has ${counted(length, 'character')}, but \`tau\` is ${tau}. Raise \`tau\`, or leave the pair out.`, ['training', 'tau'], 'error', valueFix(longest))];
  }
  return [];
}
