import { commands } from 'vscode';
import { isResumable, isStoppable } from './runs/run.ts';
import type { Run } from './runs/run.ts';

/** The keys that `when` clauses of `package.json` ask for. */
export type ContextKey = 'unfold.cannotTrain' | 'unfold.hasRun' | 'unfold.trained' | 'unfold.trainedTwice' | 'unfold.running' | 'unfold.resumable' | 'unfold.stoppable';

const set = new Map<ContextKey, boolean>();

/** Tells VS Code only what has changed. */
export function setContextKey(key: ContextKey, value: boolean): void {
  if (set.get(key) === value) return;
  set.set(key, value);
  void commands.executeCommand('setContext', key, value);
}

export function setRunKeys(runs: readonly Run[]): void {
  const some = (fits: (state: Run['status']['state']) => boolean) => runs.some(({ status }) => fits(status.state));
  setContextKey('unfold.hasRun', runs.length > 0);
  setContextKey('unfold.trained', some(state => state === 'done'));
  setContextKey('unfold.trainedTwice', runs.filter(({ status }) => status.state === 'done').length > 1);
  setContextKey('unfold.running', some(state => state === 'running'));
  setContextKey('unfold.resumable', some(isResumable));
  setContextKey('unfold.stoppable', some(isStoppable));
}
