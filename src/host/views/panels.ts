import { Disposable, Uri, ViewColumn, window } from 'vscode';
import type { Memento, WebviewPanel, WebviewPanelOptions } from 'vscode';
import { parsePanelSaved } from '../../protocol/panelMessages.ts';
import type { Training } from '../platform.ts';
import { isStoppable } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import type { RunStore } from '../runs/runStore.ts';
import { experimentOfRun } from '../runs/workspaceDisk.ts';
import { GraphSubject } from './graphSubject.ts';
import { rememberPanels, replaceOrphanedPanels } from './orphanedPanels.ts';
import { Panel } from './panel.ts';
import type { PanelSubject } from './panel.ts';
import { pageColumn } from './pageColumn.ts';
import type { PanelLoan, PanelLoanParts } from './panelLoan.ts';

const viewType = 'unfold.panel';

/** What panels of runs are filled with. */
export interface RunPanels {
  subject(run: Run): PanelSubject;
  /** Lends what a panel's page can compute with. */
  lend(parts: Omit<PanelLoanParts, 'training'>): PanelLoan;
}

export interface PanelsParts {
  readonly store: RunStore;
  readonly training: Training | undefined;
  /** Absent where runs cannot be shown yet. */
  readonly ofRuns: RunPanels | undefined;
  readonly extensionUri: Uri;
  readonly workspaceState: Memento;
  /** Is told what goes wrong within a page. */
  readonly log: (message: string) => void;
}

/** One panel a run, and one for the graph of an experiment. A panel is known by the URI of what it shows. */
export class Panels implements Disposable {
  readonly #open = new Map<string, Panel>();
  readonly #loans = new Set<PanelLoan>();
  readonly #serializer = window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: (view, state: unknown) => this.#restore(view, state),
  });

  constructor(private readonly parts: PanelsParts) {}

  /** Call once, when runs can be shown. */
  replaceOrphans(): Promise<void> {
    return replaceOrphanedPanels(this.parts.workspaceState, viewType, source => this.show(source));
  }

  /** What the panel in front shows: a run folder, or an experiment file. */
  get active(): Uri | undefined {
    const active = [...this.#open].find(([, { view }]) => view.active);
    return active && Uri.parse(active[0]);
  }

  /** @param source a run folder, or an experiment file @param column where, if it is not open yet; beside another, that one stays in front @throws Error, in words, when it can't be shown */
  async show(source: Uri, column = ViewColumn.Active): Promise<void> {
    const open = this.#open.get(source.toString());
    if (open) return open.view.reveal();
    const subject = await this.#subject(source);
    const viewColumn = column === ViewColumn.Active ? await this.#graphColumn(source) ?? pageColumn() : column;
    this.#add(source, subject, window.createWebviewPanel(viewType, subject.title, { viewColumn, preserveFocus: column === ViewColumn.Beside }, this.#optionsFor(source)));
  }

  /** Where the graph of a run's experiment is open: the run comes in front of it, and the experiment stays in sight. */
  async #graphColumn(source: Uri): Promise<ViewColumn | undefined> {
    const experiment = isExperiment(source.path) ? undefined : await experimentOfRun(source).catch(() => undefined);
    return experiment && this.#open.get(experiment.toString())?.view.viewColumn;
  }

  /** Opens, in the panel of an experiment, what is inside the steps of a cell. @param cell its file, as the experiment calls it */
  async showInside(experiment: Uri, cell: string): Promise<void> {
    await this.show(experiment);
    this.#open.get(experiment.toString())?.ask({ type: 'lookInside', cell });
  }

  /** Call whenever a run changes. */
  runsChanged(): void {
    for (const loan of this.#loans) loan.runsChanged();
  }

  dispose(): void {
    this.#serializer.dispose();
  }

  async #restore(view: WebviewPanel, state: unknown): Promise<void> {
    const saved = parsePanelSaved(state);
    const source = saved && Uri.parse(saved.source);
    const subject = source && await this.#subject(source).catch(() => undefined);
    const isOpen = source && this.#open.has(source.toString());
    if (source && subject && !isOpen) this.#add(source, subject, view);
    else view.dispose(); // what it showed is no longer there, or is shown by a panel that was opened before this one was looked at
  }

  #add(source: Uri, subject: PanelSubject, view: WebviewPanel): void {
    const key = source.toString();
    this.#open.set(key, new Panel(view, subject, this.parts));
    const loan = this.#lend(source, view);
    this.#remember();
    view.onDidDispose(() => {
      this.#open.delete(key);
      loan?.dispose();
      this.#remember();
    });
  }

  /** A page that computes lives on while it is hidden. */
  #optionsFor(source: Uri): WebviewPanelOptions {
    const run = this.parts.store.get(source);
    return { retainContextWhenHidden: run !== undefined && isStoppable(run.status.state) };
  }

  #lend(source: Uri, view: WebviewPanel): Disposable | undefined {
    const { ofRuns, store, extensionUri } = this.parts;
    if (ofRuns === undefined || isExperiment(source.path) || view.options.retainContextWhenHidden !== true) return undefined;
    const loan = ofRuns.lend({ view, extensionUri, run: () => store.get(source) });
    this.#loans.add(loan);
    return new Disposable(() => {
      this.#loans.delete(loan);
      loan.dispose();
    });
  }

  #remember(): void {
    rememberPanels(this.parts.workspaceState, [...this.#open.keys()]);
  }

  async #subject(source: Uri): Promise<PanelSubject> {
    if (isExperiment(source.path)) return new GraphSubject(source, this.parts.training);
    const { ofRuns, store } = this.parts;
    if (ofRuns === undefined) throw new Error('Runs can not yet be shown in the browser.');
    const run = await store.look(source);
    if (run === undefined) throw new Error('This run is no longer there.');
    return ofRuns.subject(run);
  }
}

const isExperiment = (source: string): boolean => source.endsWith('.unfold.json');
