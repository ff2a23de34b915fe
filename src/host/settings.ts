import { workspace } from 'vscode';
import type { Uri } from 'vscode';

const read = (name: string, scope?: Uri) => workspace.getConfiguration('unfold', scope).get<unknown>(name);

/** A person may write anything into a settings file: what is no number, or out of range, becomes the nearest that is right. */
function integer(name: string, least: number, most: number, scope?: Uri): number {
  const value = Math.round(Number(read(name, scope)));
  return Number.isNaN(value) ? least : Math.min(Math.max(value, least), most);
}

/** The settings of `package.json`, read when they are needed. */
export const settings = {
  /** Undefined where the training process is to choose. */
  threads: () => integer('compute.threads', 0, 64) || undefined,
  sideBySide: () => integer('runs.sideBySide', 1, 16),
  keepRunning: () => read('runs.keepRunning') === true,
  checkpoints: (experiment: Uri) => ({
    every: integer('checkpoints.every', 1, 1e9, experiment),
    keep: integer('checkpoints.keep', 1, 1e5, experiment),
  }),
  refreshMilliseconds: () => integer('panel.refreshMilliseconds', 34, 10_000),
};
