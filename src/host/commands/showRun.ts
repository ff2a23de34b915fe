import { window } from 'vscode';
import type { Uri } from 'vscode';
import type { Run } from '../runs/run.ts';
import type { CommandParts } from './parts.ts';

/** Shows the panel of a run that is asked for. @returns the run's folder, where it was started */
export async function showRun({ panels }: CommandParts, start: () => Promise<Run | undefined>): Promise<Uri | undefined> {
  const started = await window.withProgress<Run | undefined>({ location: { viewId: 'unfold.runs' } }, start);
  if (started) await panels.show(started.folder);
  return started?.folder;
}
