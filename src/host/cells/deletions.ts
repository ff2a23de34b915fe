import { Disposable, EventEmitter, FileSystemError, workspace } from 'vscode';
import type { Uri } from 'vscode';

/** Between two looks whether files are still there: no watcher hears what another machine deletes on a shared disk, nor of folders that `files.watcherExclude` names. */
const lookMilliseconds = 3000;

/** Hears of files and folders that are deleted, or are elsewhere by now: what a watcher hears, what VS Code itself does, and by looking, of the files that matter. */
export class Deletions implements Disposable {
  readonly #deleted = new EventEmitter<Uri>();
  readonly onDidDelete = this.#deleted.event;
  readonly #events: Disposable;

  /** @param mattering files something would be said of that is wrong once they are gone; while there are none nothing is looked at */
  constructor(mattering?: () => readonly Uri[]) {
    const watcher = workspace.createFileSystemWatcher('**/*', true, true);
    const tell = (uri: Uri) => this.#deleted.fire(uri);
    const timer = mattering && setInterval(() => mattering().forEach(uri => void isGone(uri).then(gone => gone && tell(uri))), lookMilliseconds);
    this.#events = Disposable.from(
      this.#deleted, watcher, watcher.onDidDelete(tell), new Disposable(() => clearInterval(timer)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach(tell)), workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => tell(oldUri))),
    );
  }

  dispose(): void {
    this.#events.dispose();
  }
}

/** What cannot be read for another reason may still be there. */
const isGone = (uri: Uri): Thenable<boolean> => workspace.fs.stat(uri).then(() => false, (error: unknown) => error instanceof FileSystemError && error.code === 'FileNotFound');
