import { isCsv, twoTexts } from '../spec/csvRows.ts';
import { readLabelled } from '../spec/labelledLines.ts';
import { readPairs } from '../spec/pairLines.ts';
import { isJsonLines } from '../spec/dataErrors.ts';
import { SpecError } from '../spec/problem.ts';
import type { LabelledProfile, PairsProfile } from './profile.ts';

/** Whether what stands first on each line are a few labels that come again and again, rather than a source of its own each time. */
export function looksLabelled(lines: readonly string[], file: string): boolean {
  if (isJsonLines(file)) return /"label"\s*:/.test(lines[0] ?? '');
  const first = lines.map(line => line.split('\t')[0]!.trim());
  return new Set(first).size <= Math.max(2, first.length / 5) && new Set(lines.map(line => line.split('\t')[1])).size > new Set(first).size;
}

/** @throws SpecError with file, line and column of the first line that is no pair */
export function pairsProfile(text: string, file: string): PairsProfile {
  const pairs = readPairs(text, file);
  if (pairs.length < 2) throw tooFew(file, 'one pair', 'one to train on and another to validate with');
  return { kind: 'pairs', file, pairs: pairs.length, ...namesIn(text, file), longest: longest(pairs.flatMap(({ source, target }) => [source, target])) };
}

/** @throws SpecError with the line that is no labelled sequence */
export function labelledProfile(text: string, file: string): LabelledProfile {
  const lines = readLabelled(text, file);
  if (lines.length < 2) throw tooFew(file, 'one sequence', 'two at least');
  const labels = [...new Set(lines.map(({ label }) => label))].sort();
  const counts = new Map<string, number>();
  for (const { label } of lines) counts.set(label, (counts.get(label) ?? 0) + 1);
  const hasHeader = labels.length > 2 && labels.every(label => (counts.get(label) === 1) === (label === lines[0]!.label));
  return { kind: 'labelled', file, sequences: lines.length, ...namesIn(text, file), labels, hasHeader, longest: longest(lines.map(({ sequence }) => sequence)) };
}

/** What the first line of a table calls its columns. */
const namesIn = (text: string, file: string): Pick<PairsProfile, 'names'> => (isCsv(text, file) ? { names: twoTexts(text, file).names } : {});

const longest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, Array.from(text).length), 0);

const tooFew = (file: string, found: string, needed: string): SpecError => new SpecError(`${file} has only ${found}: it takes ${needed}.`, ['data', 'file']);
