import { basename, dirname, join, relative, sep } from 'node:path';
import type { ResolvedExperiment } from '../../core/spec/experiment.ts';
import { newRun } from '../../protocol/newRun.ts';
import { createRunFolder } from './runFolder.ts';

export interface NewRunOptions {
  readonly experimentFile: string;
  readonly experiment: ResolvedExperiment;
  /** Where the run shall be; else in `.unfold/runs` beside the experiment file. */
  readonly folder?: string | undefined;
}

/** Makes the folder of a new, queued run. @returns its path @throws Error, a sentence, when it cannot be made */
export async function createRun({ experimentFile, experiment, folder }: NewRunOptions): Promise<string> {
  const source = folder === undefined ? `../../../${basename(experimentFile)}` : relative(folder, experimentFile).replaceAll(sep, '/');
  const run = newRun(experiment, source, Date.now(), Math.random());
  const made = folder ?? join(dirname(experimentFile), '.unfold', 'runs', run.id);
  await createRunFolder(made, run);
  return made;
}
