import { Disposable, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import type { Known, KnownCells } from '../language/knownCells.ts';
import { isMade, mayBeCell } from './cellFile.ts';
import { codeNamedIn } from './isCell.ts';

/** Finds out what the cells of one's own in an experiment are, in a process of its own. @throws Error, in words, where something is wrong with it */
export type TraceExperiment = (experiment: Uri, stop: AbortSignal) => Promise<Known>;

/** What is wrong with a cell that was saved is found out first; of many files that change at once, as by a checkout, there is one look. */
const restMilliseconds = 1500;

/** Keeps up to date what is known of the cells of one's own in the experiments that are open: as they are opened and saved, and as code is, by whomever. */
export class CellTraces implements Disposable {
  readonly #waiting = new Map<string, AbortController>();
  readonly #events: Disposable;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly trace: TraceExperiment, private readonly known: KnownCells) {
    const watcher = workspace.createFileSystemWatcher('**/*.{ts,mts,cts,js,mjs,cjs}');
    const changed = (uri: Uri) => this.#changed(uri);
    this.#events = Disposable.from(
      watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed),
      workspace.onDidOpenTextDocument(document => this.#look(document)),
      workspace.onDidSaveTextDocument(document => (mayBeCell(document.uri) ? this.#changed(document.uri) : this.#look(document))),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      workspace.onDidGrantWorkspaceTrust(() => this.#lookAtAll()),
    );
    this.#lookAtAll();
  }

  dispose(): void {
    this.#events.dispose();
    clearTimeout(this.#rest);
    this.#waiting.forEach(stop => stop.abort());
  }

  /** What is found out of what stood there before is not heard. */
  #changed(code: Uri): void {
    if (!mayBeCell(code) || isMade(code.path)) return;
    this.#waiting.forEach(stop => stop.abort());
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#lookAtAll(), restMilliseconds);
  }

  #lookAtAll(): void {
    workspace.textDocuments.forEach(document => this.#look(document));
  }

  #look(document: TextDocument): void {
    const asked = this.known.askedOf(document);
    if (!workspace.isTrusted || document.uri.scheme !== 'file' || asked === undefined) return;
    const key = document.uri.toString();
    this.#waiting.get(key)?.abort();
    const stop = new AbortController();
    this.#waiting.set(key, stop);
    void this.#found(document, asked, stop);
  }

  async #found(document: TextDocument, asked: string, stop: AbortController): Promise<void> {
    const experiment = document.uri;
    const known = await this.trace(experiment, stop.signal).catch(({ message }: Error) => ofCode(message, document.getText()));
    if (stop.signal.aborted) return;
    this.#waiting.delete(experiment.toString());
    this.known.set(experiment, asked, document.isDirty ? undefined : known);
  }

  #forget(experiment: Uri): void {
    this.#waiting.get(experiment.toString())?.abort();
    this.#waiting.delete(experiment.toString());
    this.known.set(experiment);
  }
}

/** What is wrong with an experiment's code, of all that was said: it begins with the name of a file of that, or of one that those import. Other reasons are told elsewhere. */
function ofCode(said: string, experiment: string): string | undefined {
  const [lines, files] = [said.split('\n'), codeNamedIn(experiment)];
  return lines.find(line => files.some(file => line.startsWith(`${file}:`) || line.startsWith(`${file} `))) ?? lines.find(line => /^\.\.?\/\S*?\.[cm]?[jt]s[: ]/.test(line));
}
