import { Disposable, languages, window, workspace, type DiagnosticCollection, type TextDocument } from 'vscode';
import type { Problem } from '../../core/spec/problem.ts';
import type { ReadColumns } from './dataFile.ts';
import { isExperiment } from './experimentFile.ts';
import type { KnownCells } from './knownCells.ts';
import { OpenExperiment } from './openExperiment.ts';
import { toDiagnostic } from './toDiagnostic.ts';

/** Keeps the diagnostics of every open experiment up to date. */
export class ExperimentDiagnostics implements Disposable {
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection('unfold');
  readonly #open = new Map<TextDocument, OpenExperiment>();
  readonly #events: Disposable;

  constructor(private readonly readColumns: ReadColumns, private readonly known: KnownCells) {
    this.#events = Disposable.from(
      workspace.onDidOpenTextDocument(document => this.#add(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#open.get(document)?.changed()),
      workspace.onDidCloseTextDocument(document => this.#remove(document)),
      known.onDidChange(() => this.#open.forEach(experiment => experiment.changed())),
      window.onDidChangeActiveTextEditor(editor => editor && this.#open.get(editor.document)?.changed()),
    );
    workspace.textDocuments.forEach(document => this.#add(document));
  }

  /** What was found in a document as it stands. */
  problemsOf(document: TextDocument): readonly Problem[] {
    return this.#open.get(document)?.problems ?? [];
  }

  dispose(): void {
    this.#events.dispose();
    this.#open.forEach(experiment => experiment.dispose());
    this.#collection.dispose();
  }

  #add(document: TextDocument): void {
    if (!isExperiment(document) || this.#open.has(document)) return;
    const show = (problems: readonly Problem[]) => this.#collection.set(document.uri, problems.map(toDiagnostic));
    this.#open.set(document, new OpenExperiment(document, this.readColumns, this.known, show));
  }

  #remove(document: TextDocument): void {
    this.#open.get(document)?.dispose();
    if (this.#open.delete(document)) this.#collection.delete(document.uri);
  }
}
