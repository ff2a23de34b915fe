import { RelativePattern, Uri, workspace, type Disposable, type TextDocument } from 'vscode';
import type { Problem } from '../../core/spec/problem.ts';
import { dataUri, glanceAt } from './dataFile.ts';
import { diagnose } from './diagnose.ts';

/** Milliseconds without a change after which the text is looked at. */
const typingPause = 300;

/** One experiment in an editor: looked at when it, or the data file it names, changes. */
export class OpenExperiment implements Disposable {
  readonly #document: TextDocument;
  readonly #show: (problems: readonly Problem[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watched: { readonly uri: Uri; readonly watcher: Disposable } | undefined;
  #disposed = false;

  constructor(document: TextDocument, show: (problems: readonly Problem[]) => void) {
    this.#document = document;
    this.#show = show;
    void this.#check();
  }

  /** Looks again once the typing pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), typingPause);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#watched?.watcher.dispose();
  }

  async #check(): Promise<void> {
    const { uri, version } = this.#document;
    const { problems, dataFile } = await diagnose(this.#document.getText(), uri.path, file => glanceAt(dataUri(uri, file)));
    if (this.#disposed || this.#document.version !== version) return;
    this.#watch(dataFile === undefined ? undefined : dataUri(uri, dataFile));
    this.#show(problems);
  }

  #watch(uri: Uri | undefined): void {
    if (this.#watched?.uri.toString() === uri?.toString()) return;
    this.#watched?.watcher.dispose();
    this.#watched = uri && { uri, watcher: watchFile(uri, () => this.changed()) };
  }
}

function watchFile(uri: Uri, changed: () => void): Disposable {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), name));
  watcher.onDidCreate(changed);
  watcher.onDidChange(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
