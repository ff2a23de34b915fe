import { Uri, ViewColumn, commands, window, workspace } from 'vscode';
import type { WebviewPanel } from 'vscode';
import type { FromLab, LabFiles, ToLab } from '../../protocol/lab.ts';
import { parseFromLab } from '../../protocol/labMessages.ts';
import type { Lab } from '../platform.ts';
import { LabFits } from './labFits.ts';
import { pageColumn } from './pageColumn.ts';
import { searchInLab } from './labSearch.ts';
import { webviewHtml, webviewOptions } from './webviewHtml.ts';

export interface LabParts {
  readonly start: () => Lab;
  readonly extensionUri: Uri;
  /** Where a person keeps files that belong to no folder. */
  readonly home: Uri;
  readonly log: (message: string) => void;
}

/** The files of a lab. */
export type Series = readonly [Uri, ...Uri[]];

/** The lab of a table, or of an experiment's, or of several tables, each a series: a page with a process of its own that fits. */
export function openLab(series: Series, parts: LabParts): WebviewPanel {
  const panel = window.createWebviewPanel('unfold.lab', `Echo State: ${named(series, lastName)}`, pageColumn(), { ...webviewOptions(parts.extensionUri), retainContextWhenHidden: true });
  return showLab(panel, series, parts);
}

/** Fills a panel, also one that comes back after the window was loaded again. */
export function showLab(panel: WebviewPanel, series: Series, { start, extensionUri, home, log }: LabParts): WebviewPanel {
  const lab = start();
  let isOpen = true; // later its page can be told nothing more
  const subject = new LabSubject(series, lab, { extensionUri, home }, message => void (isOpen && panel.webview.postMessage(message)));
  panel.webview.options = webviewOptions(extensionUri);
  panel.webview.onDidReceiveMessage((received: unknown) => {
    const message = parseFromLab(received);
    if (message?.type === 'pageError') return log(`Echo state lab: ${message.message}`);
    return message && subject.hear(message);
  });
  panel.onDidDispose(() => {
    isOpen = false;
    lab.dispose();
  });
  panel.webview.html = webviewHtml(panel.webview, extensionUri, 'lab', 'Echo state lab');
  return panel;
}

/** What a page asks, and what it is told. */
class LabSubject {
  readonly #name: string;
  readonly #files: LabFiles;
  readonly #fits: LabFits;

  constructor(private readonly series: Series, private readonly lab: Lab, private readonly places: Pick<LabParts, 'extensionUri' | 'home'>, private readonly post: (message: ToLab) => void) {
    const [file, ...more] = series;
    this.#name = named(series, shortName);
    this.#files = { file: file.fsPath, more: more.map(({ fsPath }) => fsPath) };
    this.#fits = new LabFits(lab, this.#files, post, error => this.#inWords(error));
  }

  async hear(message: Exclude<FromLab, { readonly type: 'pageError' }>): Promise<void> {
    const [source, ...more] = this.series;
    switch (message.type) {
      case 'ready':
        return this.#tell(this.#fits.table().then(table => ({ type: 'table', file: this.#name, source: source.toString(), more: more.map(String), table })));
      case 'fit':
        return this.#fits.fit(message);
      case 'cancel':
        return void this.lab.request('cancel', {}).catch(() => undefined);
      case 'save':
        return this.#save(message.options).catch((error: Error) => void window.showErrorMessage(this.#inWords(error)));
      case 'diagnose': {
        const { serial, request } = message;
        return this.lab.request('diagnostics', request).catch(({ message: problem }: Error) => ({ problem })).then(diagnosis => this.post({ type: 'diagnosis', serial, diagnosis }));
      }
      case 'search':
      case 'stopSearch':
        return searchInLab(this.lab, this.#files, message, this.post, error => this.#inWords(error));
    }
  }

  async #save(options: Extract<FromLab, { type: 'save' }>['options']): Promise<void> {
    const beside = Uri.joinPath(this.#folder, `${this.series[0].path.split('/').at(-1)!.replace(/(\.unfold)?\.[^.]+$/, '')}-esn.safetensors`);
    const out = await window.showSaveDialog({ defaultUri: beside, filters: { Checkpoint: ['safetensors'] }, title: 'Save the echo state network' });
    if (!out) return;
    const { rows } = await this.lab.request('save', { ...this.#files, options, out: out.fsPath });
    this.post({ type: 'saved', file: workspace.asRelativePath(out), ...(rows !== undefined && { rows: workspace.asRelativePath(rows) }) });
    await commands.executeCommand('vscode.open', out, { viewColumn: ViewColumn.Beside, preview: true });
  }

  /** Beside the table; an experiment of the gallery lies where the extension does, and nothing is to be kept there. */
  get #folder(): Uri {
    const { extensionUri, home } = this.places;
    const [file] = this.series;
    const ofGallery = file.path.startsWith(`${extensionUri.path}/`);
    return ofGallery && (workspace.workspaceFolders?.[0]?.uri ?? home) || Uri.joinPath(file, '..');
  }

  async #tell(work: Promise<ToLab>): Promise<void> {
    this.post(await work.catch((error: Error): ToLab => ({ type: 'problem', message: this.#inWords(error) })));
  }

  #inWords({ message }: Error): string {
    return this.series.reduce((said, file) => said.replaceAll(file.fsPath, shortName(file)), message);
  }
}

const lastName = ({ path }: Uri): string => path.split('/').at(-1)!;
const shortName = (file: Uri): string => (workspace.getWorkspaceFolder(file) ? workspace.asRelativePath(file) : lastName(file));
const named = ([file, ...more]: Series, name: (file: Uri) => string): string => name(file) + (more.length === 0 ? '' : ` and ${more.length} more`);
