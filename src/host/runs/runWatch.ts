import { Disposable, workspace } from 'vscode';
import type { Uri } from 'vscode';
import type { Experiments } from '../experiments.ts';
import { runFolderOf, runsOf, statusGlob } from './workspaceDisk.ts';
import type { RunStore } from './runStore.ts';

const liveMilliseconds = 1000;
const newMilliseconds = 3000;

/**
 * Keeps the store up to date: by VS Code's file watcher and, since a folder that is shared between machines tells no watcher,
 * by looking at live runs each second and beside the experiments for new ones every few.
 */
export function watchRuns(store: RunStore, experiments: Experiments): Disposable {
  const watcher = workspace.createFileSystemWatcher(statusGlob);
  const look = (statusFile: Uri) => quietly(store.look(runFolderOf(statusFile)));
  const live = setInterval(() => quietly(store.lookAtLive()), liveMilliseconds);
  const fresh = setInterval(() => quietly(lookBeside(store, experiments)), newMilliseconds);
  return Disposable.from(
    watcher, watcher.onDidCreate(look), watcher.onDidChange(look), watcher.onDidDelete(look),
    workspace.onDidChangeWorkspaceFolders(() => quietly(store.discover())),
    new Disposable(() => clearInterval(live)), new Disposable(() => clearInterval(fresh)),
  );
}

async function lookBeside(store: RunStore, experiments: Experiments): Promise<void> {
  const places = new Map((await experiments.known()).map(runsOf).map(place => [place.toString(), place]));
  await store.lookForNew([...places.values()]);
}

/** A status that can't be read now, say while it is being replaced, is read at the next look. */
function quietly(look: Promise<unknown>): void {
  look.catch(() => undefined);
}
