import { Disposable, commands, workspace } from 'vscode';
import type { TextDocument, Uri } from 'vscode';
import { ownFiles } from '../../core/spec/ownTask.ts';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import { mayBeCell } from '../cells/cellFile.ts';
import { titleOf } from '../experiments.ts';
import type { Training } from '../platform.ts';
import { readExperimentDocument } from '../runs/startRun.ts';
import { InsideSteps } from './insideSteps.ts';
import type { PanelSubject } from './panel.ts';

/** The graph of an experiment that has no run yet, drawn anew as it is edited, or code of its own is saved. */
export class GraphSubject implements PanelSubject {
  readonly #inside: InsideSteps;
  /** How many graphs were drawn: what was asked of one before the newest is not answered. */
  #drawings = 0;
  /** Settles once it is known what its own code is, as far as it can be. */
  #found: Promise<void> = Promise.resolve();

  constructor(private readonly experiment: Uri, private readonly training: Training | undefined) {
    this.#inside = new InsideSteps(training);
  }

  get title(): string {
    return titleOf(this.experiment);
  }

  show(post: (message: ToPanel) => void): Disposable {
    const isIt = ({ uri }: TextDocument) => uri.toString() === this.experiment.toString();
    let stop = new AbortController();
    const draw = (document: TextDocument) => this.#draw(this.#drawing(document), post);
    /** What runs to find out is what is saved. */
    const open = (document: TextDocument) => {
      draw(document);
      stop.abort();
      stop = new AbortController();
      this.#found = this.#findOut(document, post, stop.signal);
    };
    /** Code has changed, or may run now. */
    const again = () => void workspace.openTextDocument(this.experiment).then(document => hasOwnCode(document) && open(document), () => undefined);
    void workspace.openTextDocument(this.experiment).then(open, (error: Error) => post({ type: 'gone', reason: error.message }));
    return Disposable.from(
      workspace.onDidChangeTextDocument(({ document }) => isIt(document) && draw(document)), workspace.onDidSaveTextDocument(document => (isIt(document) ? open(document) : mayBeCell(document.uri) && again())),
      workspace.onDidGrantWorkspaceTrust(again), new Disposable(() => stop.abort()),
    );
  }

  /** An experiment with a problem in it keeps the last drawing. */
  #drawing(document: TextDocument): ToPanel {
    const reading = readExperimentDocument(document);
    if (!reading.ok) return { type: 'update', problem: `The graph is not drawn anew: ${reading.problems[0]!.message}.` };
    return { type: 'reset', runId: '', source: document.uri.toString(), experiment: reading.experiment, trains: this.training !== undefined };
  }

  /** Another graph takes with it what is asked of the one before: its page asks anew. A problem leaves the drawing, and the question. */
  #draw(message: ToPanel, post: (message: ToPanel) => void): void {
    if (message.type === 'reset') {
      this.#drawings++;
      this.#inside.giveUp();
    }
    post(message);
  }

  /** What cells that a person wrote compute with, and what their task asks for, the code is asked, where it may run: by one step, however long tau is. */
  async #findOut(document: TextDocument, post: (message: ToPanel) => void, stop: AbortSignal): Promise<void> {
    const reading = readExperimentDocument(document);
    if (!reading.ok || !this.training || !workspace.isTrusted || ownFiles(reading.experiment).length === 0) return;
    const message = await this.training.trace(this.experiment, stop).then(({ experiment }) => ({ ...this.#drawing(document), experiment }), (error: Error): ToPanel => ({ type: 'update', problem: error.message }));
    if (!stop.aborted && !document.isDirty) this.#draw(message, post);
  }

  async handle(message: FromPanel, stop: AbortSignal): Promise<ToPanel | undefined> {
    if (message.type === 'inside') return this.#ask(stop);
    if (message.type !== 'command') return undefined;
    if (message.command === 'restart' || message.command === 'resume') await commands.executeCommand('unfold.run', this.experiment);
    if (message.command === 'openExperiment') await commands.executeCommand('vscode.open', this.experiment);
    return undefined;
  }

  /** Looked into is what stands on the disk. @returns undefined where another graph was drawn meanwhile */
  async #ask(stop: AbortSignal): Promise<ToPanel | undefined> {
    const newest = this.#drawings;
    await this.#found;
    const document = await workspace.openTextDocument(this.experiment);
    if (newest !== this.#drawings) return undefined;
    const reading = readExperimentDocument(document);
    if (document.isDirty || !reading.ok) return { type: 'inside', problem: document.isDirty ? 'Save the experiment, and its steps are looked into.' : `${reading.ok ? '' : reading.problems[0]!.message}.` };
    return this.#inside.ask(this.experiment, reading.experiment, stop);
  }
}

function hasOwnCode(document: TextDocument): boolean {
  const reading = readExperimentDocument(document);
  return reading.ok && ownFiles(reading.experiment).length > 0;
}
