import { Disposable, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import type { Known, KnownCells } from '../language/knownCells.ts';
import { mayBeCell } from './cellFile.ts';

/** Finds out what the cells of one's own in an experiment are, in a process of its own. @throws Error, in words, where something is wrong with it */
export type TraceExperiment = (experiment: Uri, stop: AbortSignal) => Promise<Known>;

/** What is wrong with a cell that was saved is found out first. */
const restMilliseconds = 1500;

/** Keeps up to date what is known of the cells of one's own in the experiments that are open: as they are opened and saved, and as code is. */
export class CellTraces implements Disposable {
  readonly #waiting = new Map<string, AbortController>();
  readonly #events: Disposable;

  constructor(private readonly trace: TraceExperiment, private readonly known: KnownCells) {
    const all = () => workspace.textDocuments.forEach(document => this.#look(document, 0));
    this.#events = Disposable.from(
      workspace.onDidOpenTextDocument(document => this.#look(document, 0)),
      workspace.onDidSaveTextDocument(document => (mayBeCell(document.uri) ? workspace.textDocuments.forEach(each => this.#look(each, restMilliseconds)) : this.#look(document, 0))),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
      workspace.onDidGrantWorkspaceTrust(all),
    );
    all();
  }

  dispose(): void {
    this.#events.dispose();
    this.#waiting.forEach(stop => stop.abort());
  }

  #look(document: TextDocument, milliseconds: number): void {
    if (!workspace.isTrusted || document.uri.scheme !== 'file' || this.known.askedOf(document) === undefined) return;
    const key = document.uri.toString();
    this.#waiting.get(key)?.abort();
    const stop = new AbortController();
    this.#waiting.set(key, stop);
    const timer = setTimeout(() => void this.#found(document, stop), milliseconds);
    stop.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  async #found(document: TextDocument, stop: AbortController): Promise<void> {
    const [experiment, asked] = [document.uri, this.known.askedOf(document)];
    const known = await this.trace(experiment, stop.signal).catch(ofCode);
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

/** What is wrong with a cell begins with the name of a file of code; other reasons are told elsewhere. */
const ofCode = ({ message }: Error): string | undefined => (/^\.\.?\/\S*?\.[cm]?[jt]s[: ]/.test(lastLine(message)) ? lastLine(message) : undefined);
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1)!;
