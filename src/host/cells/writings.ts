import { Disposable, EventEmitter, workspace } from 'vscode';
import type { Uri } from 'vscode';
import { isMade } from './cellFile.ts';

/** A checkout writes many files at once: they are told together once it rests. */
const restMilliseconds = 300;

/** Hears of code and data that others write than who saves them here: a file that is open is read anew, of another a watcher tells. */
export class Writings implements Disposable {
  readonly #written = new EventEmitter<readonly Uri[]>();
  readonly onDidWrite = this.#written.event;
  readonly #waiting = new Map<string, Uri>();
  readonly #events: Disposable;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param isSeen whether somebody has looked, or looks, at a file that is open: that it is there is then nothing new */
  constructor(isSeen: (uri: Uri) => boolean) {
    const watcher = workspace.createFileSystemWatcher('**/*.{ts,mts,cts,js,mjs,cjs,json}', false, false, true);
    const hear = (uri: Uri) => this.#hear(uri);
    this.#events = Disposable.from(
      this.#written, watcher, watcher.onDidCreate(uri => (isOpen(uri) && isSeen(uri)) || hear(uri)), watcher.onDidChange(uri => isOpen(uri) || hear(uri)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => document.isDirty || contentChanges.length === 0 || hear(document.uri)),
      workspace.onDidSaveTextDocument(({ uri }) => this.#waiting.delete(uri.toString())),
      new Disposable(() => clearTimeout(this.#rest)),
    );
  }

  dispose(): void {
    this.#events.dispose();
  }

  #hear(uri: Uri): void {
    if (isMade(uri.path)) return;
    this.#waiting.set(uri.toString(), uri);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#tell(), restMilliseconds);
  }

  /** Of the first key that a person strikes VS Code tells before it says that something is not saved. */
  #tell(): void {
    const uris = [...this.#waiting.values()].filter(uri => !openOf(uri)?.isDirty);
    this.#waiting.clear();
    if (uris.length > 0) this.#written.fire(uris);
  }
}

const openOf = (uri: Uri) => workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
const isOpen = (uri: Uri): boolean => openOf(uri) !== undefined;
