import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openData } from '../core/data/open.ts';
import type { ResolvedExperiment } from '../core/spec/experiment.ts';
import { checkMemory } from '../core/spec/memory.ts';
import { SpecError, formatProblem } from '../core/spec/problem.ts';
import type { Problem } from '../core/spec/problem.ts';
import { experimentName, readExperiment } from '../core/spec/read.ts';
import { unreadable } from '../worker/node/unreadable.ts';
import { notValid } from './complaint.ts';

/** Reads an experiment and its data; warnings go to stderr. @throws Complaint with everything that is wrong, and where */
export async function openExperiment(file: string): Promise<ResolvedExperiment> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw notValid(unreadable(file, error));
  });
  const reading = readExperiment(text, { name: experimentName(file) });
  if (!reading.ok) throw notValid(lines(file, reading.problems));
  if (reading.problems.length > 0) console.error(lines(file, reading.problems));
  const [wrong] = await dataErrors(reading.experiment, dirname(resolve(file)));
  if (wrong !== undefined) throw notValid(lines(file, [reading.positions.problem(wrong)]));
  return reading.experiment;
}

const lines = (file: string, problems: readonly Problem[]): string => problems.map(problem => formatProblem(file, problem)).join('\n');

/** What only the data itself shows. */
async function dataErrors(experiment: ResolvedExperiment, folder: string): Promise<SpecError[]> {
  try {
    return checkMemory(experiment, await openData(experiment, name => readFile(resolve(folder, name))));
  } catch (error) {
    if (error instanceof SpecError) return [error];
    throw error;
  }
}
