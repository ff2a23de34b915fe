import { Diagnostic, DiagnosticSeverity, Disposable, Position, Range, Uri, languages, workspace } from 'vscode';
import type { TextDocument } from 'vscode';
import { cellChecks, taskChecks } from '../../protocol/cellChecks.ts';
import type { CellFinding, CellPlace, CellReport } from '../../protocol/cellChecks.ts';
import { isExperiment } from '../language/experimentFile.ts';
import { isOfPerson } from '../ownCode.ts';
import type { CellLog, Printed } from '../platform.ts';
import { cellPathOf, isCode } from './cellFile.ts';
import { Deletions } from './deletions.ts';
import { isCell } from './isCell.ts';
import { lastWord } from './lastWord.ts';
import { Writings } from './writings.ts';

/** Looks at a cell in a process of its own, until it is told to stop. */
export type CheckCell = (cell: Uri, stop: AbortSignal) => Promise<Printed>;

/** Looks at cells and tasks as they are opened, saved, and written by others, and shows what is wrong where it is. Nothing runs where the folder is not trusted, or of a file that is in none. */
export class CellChecks implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('unfold.cells');
  readonly #looking = new Map<string, AbortController>();
  readonly #reports = new Map<string, readonly CellReport[]>();
  readonly #deletions = new Deletions(() => this.#wrong());
  readonly #writings = new Writings(uri => this.#reports.has(uri.toString()) || this.#looking.has(uri.toString()));
  readonly #events: Disposable;

  /** @param log hears of a check that did not come to its end, and what a cell prints @param aside where those are that a person writes while no folder is open */
  constructor(private readonly look: CheckCell, private readonly log: CellLog, private readonly aside: Uri) {
    this.#events = Disposable.from(
      this.#deletions, this.#deletions.onDidDelete(uri => this.#deleted(uri)),
      this.#writings, this.#writings.onDidWrite(uris => this.#changed(...uris)),
      workspace.onDidOpenTextDocument(document => this.#opened(document)),
      workspace.onDidSaveTextDocument(document => this.#saved(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())),
      workspace.onDidGrantWorkspaceTrust(() => workspace.textDocuments.forEach(document => this.#opened(document))),
    );
    workspace.textDocuments.forEach(document => this.#opened(document));
  }

  dispose(): void {
    this.#events.dispose();
    this.#looking.forEach(stop => stop.abort());
    this.#collection.dispose();
  }

  /** Looks at a cell; another look at it that is under way is given up. @throws Error, in words, where code may not run, or the look was given up */
  async check(cell: Uri, stop = new AbortController()): Promise<readonly CellReport[]> {
    if (!workspace.isTrusted) throw new Error(`${workspace.asRelativePath(cell)} is code, which does not run in Restricted Mode: trust this workspace first.`);
    if (!this.#isOfPerson(cell)) throw new Error(`${cell.fsPath} is outside of the folders that are open here: code runs only from a folder that you opened.`);
    const key = cell.toString();
    this.#looking.get(key)?.abort();
    this.#looking.set(key, stop);
    try {
      const printed = await this.look(cell, stop.signal);
      if (printed.complaint !== '') this.log.info(`${workspace.asRelativePath(cell)} printed:\n${printed.complaint}`);
      const reports = await reportsOf(cell, printed);
      if (stop.signal.aborted) throw new Error('It was saved again, or deleted, meanwhile.');
      this.#reports.set(key, reports);
      this.#show();
      return reports;
    } finally {
      if (this.#looking.get(key) === stop) this.#looking.delete(key);
    }
  }

  /** What an experiment names is a cell from then on. */
  #opened(document: TextDocument): void {
    for (const { uri } of (isExperiment(document) ? workspace.textDocuments : [document]).filter(isCell)) if (!this.#reports.has(uri.toString())) this.#quietly(uri);
  }

  #saved(document: TextDocument): void {
    if (isExperiment(document)) this.#opened(document);
    else this.#changed(document.uri);
  }

  /** Looks at the cells that are open among these files, and at those that they are part of. */
  #changed(...uris: readonly Uri[]): void {
    const open = workspace.textDocuments.filter(document => uris.some(uri => uri.toString() === document.uri.toString()) && isCell(document));
    for (const key of new Set([...open.map(({ uri }) => uri.toString()), ...uris.flatMap(uri => this.#about(uri))])) this.#quietly(Uri.parse(key));
  }

  /** Of what is known the cell in a file, those that import it or that it is the test of, and those that do not load: it may be what they lack. */
  #about(uri: Uri): string[] {
    const cell = uri.with({ path: cellPathOf(uri.path) }).toString();
    const mayLack = isCode(uri.path) || uri.path.endsWith('.json');
    return [...this.#reports].flatMap(([key, reports]) => (key === cell || isMadeOf(reports, uri.fsPath) || (mayLack && !loads(reports)) ? [key] : []));
  }

  #quietly(cell: Uri): void {
    if (!workspace.isTrusted || !this.#isOfPerson(cell)) return;
    const stop = new AbortController();
    this.check(cell, stop).catch((error: Error) => stop.signal.aborted || this.log.error(`${cell.fsPath}: ${error.message}`));
  }

  /** @param uri of a file, or of a folder with all in it */
  #deleted(uri: Uri): void {
    const isGone = (key: string) => key === uri.toString() || key.startsWith(`${uri.toString()}/`);
    for (const key of new Set([...this.#looking.keys(), ...this.#reports.keys()])) if (isGone(key)) this.#forget(key);
    for (const key of this.#about(uri)) this.#quietly(Uri.parse(key));
  }

  /** Cells that something is said of. */
  #wrong(): Uri[] {
    return [...this.#reports].flatMap(([key, reports]) => (reports.some(report => report.kind !== 'files' && report.findings.length > 0) ? [Uri.parse(key)] : []));
  }

  #isOfPerson(cell: Uri): boolean {
    return cell.scheme === 'file' && isOfPerson(cell, this.aside);
  }

  #forget(key: string): void {
    this.#looking.get(key)?.abort();
    if (this.#reports.delete(key)) this.#show();
  }

  /** Whether another cell, which loads, is made of it: then it need not be one itself. */
  #isPart(key: string, reports: readonly CellReport[]): boolean {
    const { fsPath } = Uri.parse(key);
    return !loads(reports) && [...this.#reports].some(([other, its]) => other !== key && isMadeOf(its, fsPath) && loads(its));
  }

  #show(): void {
    const files = new Map<string, Diagnostic[]>();
    for (const finding of [...this.#reports].flatMap(([key, reports]) => (this.#isPart(key, reports) ? [] : reports)).flatMap(report => (report.kind === 'files' ? [] : report.findings))) {
      const list = files.get(finding.place.file) ?? [];
      files.set(finding.place.file, [...list, toDiagnostic(finding)]);
    }
    this.#collection.clear();
    for (const [file, diagnostics] of files) this.#collection.set(Uri.file(file), diagnostics);
  }
}

const isMadeOf = (reports: readonly CellReport[], file: string): boolean => reports.some(report => report.kind === 'files' && report.files.includes(file));
const loads = (reports: readonly CellReport[]): boolean => reports.some(report => report.kind === 'check' && report.check === 'loads' && report.state === 'right');

/** What was printed. A cell that did not come back has ended its process: what it left to say, then, is what is wrong. */
async function reportsOf(cell: Uri, { output, complaint, exitCode }: Printed): Promise<readonly CellReport[]> {
  const reports = output.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as CellReport);
  if (exitCode <= 1 && isWhole(reports)) return reports;
  const { message, place = await stepOf(cell) } = lastWord(complaint, [cell.fsPath, ...reports.flatMap(report => (report.kind === 'files' ? report.files : []))]);
  return [...reports, { kind: 'check', check: 'shapes', state: 'wrong', findings: [{ severity: 'error', place, message: message || 'The process that looked at it ended without a word.' }] }];
}

/** Whether a cell, or a task, was looked at from all sides. */
const isWhole = (reports: readonly CellReport[]): boolean => [cellChecks, taskChecks].some(checks => Object.keys(checks).every(name => reports.some(report => report.kind === 'check' && report.check === name)));

async function stepOf(cell: Uri): Promise<CellPlace> {
  const document = await workspace.openTextDocument(cell);
  const { line, character } = document.positionAt(Math.max(0, document.getText().search(/\b(?:step|draw)\s*[(:]/)));
  return { file: cell.fsPath, line: line + 1, column: character + 1 };
}

function toDiagnostic({ message, severity, place }: CellFinding): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(place), message, severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
  diagnostic.source = 'Unfold';
  return diagnostic;
}

/** The word that begins there, where the file is open. */
export function rangeOf({ file, line, column }: CellPlace): Range {
  const at = new Position(line - 1, column - 1);
  const document = workspace.textDocuments.find(({ uri }) => uri.fsPath === file);
  return document?.getWordRangeAtPosition(document.validatePosition(at)) ?? new Range(at, at.translate(0, 1));
}
