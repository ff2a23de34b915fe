import { Uri, ViewColumn, commands, window, workspace } from 'vscode';
import type { WebviewPanel } from 'vscode';
import type { FromLab, ToLab } from '../../protocol/lab.ts';
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

/** The lab of one table, or of an experiment's: a page with a process of its own that fits. */
export function openLab(file: Uri, parts: LabParts): WebviewPanel {
  const panel = window.createWebviewPanel('unfold.lab', `Echo State: ${file.path.split('/').at(-1)}`, pageColumn(), { ...webviewOptions(parts.extensionUri), retainContextWhenHidden: true });
  return showLab(panel, file, parts);
}

/** Fills a panel, also one that comes back after the window was loaded again. */
export function showLab(panel: WebviewPanel, file: Uri, { start, extensionUri, home, log }: LabParts): WebviewPanel {
  const lab = start();
  let isOpen = true; // later its page can be told nothing more
  const subject = new LabSubject(file, lab, { extensionUri, home }, message => void (isOpen && panel.webview.postMessage(message)));
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
  readonly #fits: LabFits;

  constructor(private readonly file: Uri, private readonly lab: Lab, private readonly places: Pick<LabParts, 'extensionUri' | 'home'>, private readonly post: (message: ToLab) => void) {
    this.#name = workspace.getWorkspaceFolder(file) ? workspace.asRelativePath(file) : file.path.split('/').at(-1)!;
    this.#fits = new LabFits(lab, file.fsPath, post, error => this.#inWords(error));
  }

  async hear(message: Exclude<FromLab, { readonly type: 'pageError' }>): Promise<void> {
    const file = this.file.fsPath;
    switch (message.type) {
      case 'ready':
        return this.#tell(this.#fits.table().then(table => ({ type: 'table', file: this.#name, source: this.file.toString(), table })));
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
        return searchInLab(this.lab, file, message, this.post, error => this.#inWords(error));
    }
  }

  async #save(options: Extract<FromLab, { type: 'save' }>['options']): Promise<void> {
    const beside = Uri.joinPath(this.#folder, `${this.file.path.split('/').at(-1)!.replace(/(\.unfold)?\.[^.]+$/, '')}-esn.safetensors`);
    const out = await window.showSaveDialog({ defaultUri: beside, filters: { Checkpoint: ['safetensors'] }, title: 'Save the echo state network' });
    if (!out) return;
    const { rows } = await this.lab.request('save', { file: this.file.fsPath, options, out: out.fsPath });
    this.post({ type: 'saved', file: workspace.asRelativePath(out), ...(rows !== undefined && { rows: workspace.asRelativePath(rows) }) });
    await commands.executeCommand('vscode.open', out, { viewColumn: ViewColumn.Beside, preview: true });
  }

  /** Beside the table; an experiment of the gallery lies where the extension does, and nothing is to be kept there. */
  get #folder(): Uri {
    const { extensionUri, home } = this.places;
    const ofGallery = this.file.path.startsWith(`${extensionUri.path}/`);
    return ofGallery && (workspace.workspaceFolders?.[0]?.uri ?? home) || Uri.joinPath(this.file, '..');
  }

  async #tell(work: Promise<ToLab>): Promise<void> {
    this.post(await work.catch((error: Error): ToLab => ({ type: 'problem', message: this.#inWords(error) })));
  }

  #inWords({ message }: Error): string {
    return message.replace(this.file.fsPath, this.#name);
  }
}
