import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Trains an experiment on the command line. @returns the run folder, which is named after it */
export async function trainedRun(name, experiment, { workspace, projectRoot }) {
  const file = `${name.toLowerCase()}.unfold.json`;
  const folder = join(workspace, '.unfold/runs', name);
  await writeFile(join(workspace, file), JSON.stringify({ name, ...experiment }));
  await promisify(execFile)(process.execPath, [join(projectRoot, 'dist/cli.js'), 'train', file, '--run-dir', folder], { cwd: workspace });
  return folder;
}

/** Repeats the last step of a run in its metrics until there are `steps`: only the run's length is made up. */
export async function lengthen(folder, steps) {
  const metrics = join(folder, 'metrics.jsonl');
  const last = (await readFile(metrics, 'utf8')).split('\n').map(line => line && JSON.parse(line)).findLast(({ kind }) => kind === 'step');
  const lines = Array.from({ length: steps }, (_, i) => JSON.stringify({ ...last, step: i + 1, time: i / 10, loss: last.loss / (1 + i / 1000) }));
  await writeFile(metrics, `${lines.join('\n')}\n`);
}
