import { Disposable, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { runFolderOf, statusGlob } from './workspaceDisk.ts';
import type { RunStore } from './runStore.ts';

const pollMilliseconds = 1000;

/**
 * Keeps the store up to date: by VS Code's file watcher, and by looking at live runs each second, since a folder that is shared
 * between machines tells no watcher.
 */
export function watchRuns(store: RunStore): Disposable {
  const watcher = workspace.createFileSystemWatcher(statusGlob);
  const look = (statusFile: Uri) => quietly(store.look(runFolderOf(statusFile)));
  const timer = setInterval(() => quietly(store.lookAtLive()), pollMilliseconds);
  return Disposable.from(
    watcher, watcher.onDidCreate(look), watcher.onDidChange(look), watcher.onDidDelete(look),
    workspace.onDidChangeWorkspaceFolders(() => quietly(store.discover())),
    new Disposable(() => clearInterval(timer)),
  );
}

/** A status that can't be read now, say while it is being replaced, is read at the next look. */
function quietly(look: Promise<unknown>): void {
  look.catch(() => undefined);
}
