import { RelativePattern, Uri, workspace, type Disposable, type TextDocument } from 'vscode';
import type { Problem } from '../../core/spec/problem.ts';
import { dataUri, glanceAt, glanceAtTable, type ReadColumns } from './dataFile.ts';
import { diagnose, diagnoseText } from './diagnose.ts';
import type { KnownCells } from './knownCells.ts';

/** Milliseconds without a change after which the text is looked at. */
const typingPause = 300;

/** Milliseconds after which what needs no file is told before the files have answered: those of a network may not for long. */
const patience = 500;

/** One experiment in an editor: looked at when it, or a file that it names, changes. */
export class OpenExperiment implements Disposable {
  readonly #document: TextDocument;
  readonly #show: (problems: readonly Problem[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Files that it names, by their addresses. */
  readonly #watched = new Map<string, Disposable>();
  #disposed = false;
  #problems: readonly Problem[] = [];
  /** Of the text in which they are. */
  #version = NaN;

  constructor(document: TextDocument, private readonly readColumns: ReadColumns, private readonly known: KnownCells, show: (problems: readonly Problem[]) => void) {
    this.#document = document;
    this.#show = show;
    void this.#check();
  }

  /** What is wrong with it as it stands; none while it is not known. */
  get problems(): readonly Problem[] {
    return this.#document.version === this.#version ? this.#problems : [];
  }

  /** Looks again once the typing pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), typingPause);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#watch([]);
  }

  async #check(): Promise<void> {
    const { uri, version } = this.#document;
    const text = this.#document.getText();
    const glance = (file: string, isTable?: boolean) => (isTable ? glanceAtTable(dataUri(uri, file), this.readColumns) : glanceAt(dataUri(uri, file)));
    const waiting = setTimeout(() => this.#version === version || this.#tell(diagnoseText(text, uri.path), version), patience);
    const { problems, files } = await diagnose(text, uri.path, glance, { of: experiment => this.known.of(uri, experiment)?.experiment, wrong: experiment => this.known.wrong(uri, experiment) });
    clearTimeout(waiting);
    if (this.#tell(problems, version)) this.#watch(files.map(file => dataUri(uri, file)));
  }

  /** @returns whether they are of the text as it still stands */
  #tell(problems: readonly Problem[], version: number): boolean {
    if (this.#disposed || this.#document.version !== version) return false;
    this.#problems = problems;
    this.#version = version;
    this.#show(problems);
    return true;
  }

  #watch(uris: readonly Uri[]): void {
    const wanted = new Map(uris.map(uri => [uri.toString(), uri]));
    for (const [key, watcher] of this.#watched) if (!wanted.has(key) && this.#watched.delete(key)) watcher.dispose();
    for (const [key, uri] of wanted) if (!this.#watched.has(key)) this.#watched.set(key, watchFile(uri, () => this.changed()));
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
