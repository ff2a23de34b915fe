import { longPairs, readPairs } from '../spec/pairLines.ts';
import type { ResolvedExperiment } from '../spec/experiment.ts';
import { SpecError } from '../spec/problem.ts';
import { counted, formatNumber } from '../spec/wording.ts';
import { trainingLength } from '../spec/dataErrors.ts';
import { pairTask } from '../tasks/pairs.ts';
import type { Note } from '../train/records.ts';
import { check } from './check.ts';
import { TaskSource } from './task.ts';

type Pairs = Extract<ResolvedExperiment['data'], { kind: 'pairs' }>;

/**
 * A file of pairs, character by character: a task whose sequences are drawn from it. The last share of the file is kept for validation.
 * @param text of the file
 * @throws SpecError where a line is no pair or longer than tau, or nothing is left to train on or to validate with
 */
export function pairsSource(text: string, experiment: ResolvedExperiment, { file, validation, reverse }: Pairs): TaskSource {
  const pairs = readPairs(text, file);
  check(longPairs(pairs, file, experiment.training));
  const [training, held] = [pairs.slice(0, trainingLength(pairs.length, validation)), pairs.slice(trainingLength(pairs.length, validation))];
  if (training.length === 0 || held.length === 0) {
    throw new SpecError(`${file} has ${counted(pairs.length, 'pair')}, of which ${held.length} are kept for validation: there must be one at least to train on, and one to validate with.`, ['data', 'validation']);
  }
  const all = (part: 'source' | 'target') => [...new Set(pairs.flatMap(pair => Array.from(pair[part])))].sort().join('');
  const characters = { source: all('source'), target: all('target') };
  const task = pairTask({
    title: 'pairs', label: 'answer', why: 'the answer of a pair is written character by character', leastTau: 1,
    characters, reverse, longest: pairs.reduce((most, { target }) => Math.max(most, Array.from(target).length), 0),
    draw: random => training[random.integer(training.length)]!,
    drawValidation: (_, index) => held[index]!,
  });
  const seen = new Set(training.map(({ source }) => source));
  const known = held.filter(({ source }) => seen.has(source)).length;
  const notes: readonly Note[] = [
    { level: 'info', message: `${file}: ${counted(pairs.length, 'pair')}; the last ${formatNumber(held.length)} for validation.` },
    ...(known > 0 ? [{ level: 'warning', message: `${counted(known, 'source')} of the validation pairs also occur among those to train on: what they measure is memory.` } as const] : []),
  ];
  return new TaskSource(task, experiment, held.length, notes, characters);
}
