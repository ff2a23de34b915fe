import schema from '../../../src/core/spec/experiment.schema.json' with { type: 'json' };
import { formatProblem, type Problem } from '../../../src/core/spec/problem.ts';
import { readExperiment, type Reading } from '../../../src/core/spec/read.ts';
import type { ResolvedExperiment } from '../../../src/core/spec/experiment.ts';

/** Every kind of cell, as a sentence names it: the last is one of a person's own. */
export const cellKinds = schema.definitions.cell.oneOf.map(({ properties: { kind } }) => `"${kind.const === 'own' ? './cells/NAME.ts' : kind.const}"`);

export const text = { kind: 'text', file: 'whale.txt' };
export const series = { kind: 'series', file: 'co2.csv', column: 'CO2' };
export const adding = { kind: 'task', task: 'adding' };

/** The text of an experiment: one LSTM layer on a text, but for the fields given. */
export function textOf(fields: object = {}): string {
  return JSON.stringify({ data: text, model: { layers: [{ cell: { kind: 'lstm' }, hiddenSize: 8 }] }, ...fields }, null, 2);
}

export function read(source: string): Reading {
  return readExperiment(source, { name: 'demo' });
}

/** The experiment of a text that is right. */
export function resolved(fields: object = {}): ResolvedExperiment {
  const reading = read(textOf(fields));
  if (!reading.ok) throw new Error(lines(reading.problems).join('\n'));
  return reading.experiment;
}

/** Problems as the terminal shows them. */
export function lines(problems: readonly Problem[]): string[] {
  return problems.map(problem => formatProblem('demo.unfold.json', problem));
}

/** Only the sentences. */
export function sentences(source: string): string[] {
  return read(source).problems.map(({ message }) => message);
}
