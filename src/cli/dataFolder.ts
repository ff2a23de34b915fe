import { dirname, resolve } from 'node:path';
import { readExperiment, runFolderOf } from '../worker/node/runFolder.ts';

/** The folder of a checkpoint's experiment. Data files are named relative to the experiment; a checkpoint that left its run folder has only its own place to offer. */
export async function dataFolder(checkpoint: string): Promise<string> {
  const run = runFolderOf(checkpoint);
  const source = await readExperiment(run).then(document => resolve(run, document.source), () => checkpoint);
  return dirname(source);
}
