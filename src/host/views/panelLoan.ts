import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { ToLender } from '../../protocol/panel.ts';
import { parseFromLender } from '../../protocol/panelMessages.ts';
import type { Loan, Training } from '../platform.ts';
import { isStoppable } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { gpuScript } from './webviewHtml.ts';

export interface PanelLoanParts {
  readonly view: WebviewPanel;
  readonly extensionUri: Uri;
  readonly training: Training;
  /** The panel's run as it is now. */
  readonly run: () => Run | undefined;
}

/**
 * Lends what a panel's page can compute with to the process that trains the panel's run: offers it once to each such process, and
 * passes messages on. What they hold is between the two.
 */
export class PanelLoan implements Disposable {
  /** Who draws in the page, once it is there. */
  #renderer: string | undefined;
  #offeredTo: string | undefined;
  #loan: Loan | undefined;

  constructor(private readonly parts: PanelLoanParts) {
    const { webview } = parts.view;
    webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
  }

  /** Call whenever a run changes. */
  runsChanged(): void {
    const { training, run } = this.parts;
    const { state, owner } = run()?.status ?? {};
    const socket = owner?.socket;
    if (this.#renderer === undefined || socket === undefined || socket === this.#offeredTo) return;
    if (!isStoppable(state!) || training.isAlive(owner!) !== true) return;
    this.#offeredTo = socket;
    this.#offer(socket, this.#renderer).catch(() => { this.#offeredTo = undefined; }); // its socket is not there yet: at the next change
  }

  dispose(): void {
    this.#loan?.end('The panel was closed.');
  }

  #receive(message: unknown): void {
    const heard = parseFromLender(message);
    switch (heard?.type) {
      case 'card': return this.#begin(heard.renderer);
      case 'engine': return this.#loan?.send(new Uint8Array(heard.message));
      case 'engineLost': return this.#loan?.end(heard.reason);
      case undefined: return;
    }
  }

  /** A page is there. What an earlier one had begun went with it. */
  #begin(renderer: string): void {
    this.#loan?.end('The panel was loaded anew.');
    this.#loan = undefined;
    this.#renderer = renderer;
    this.runsChanged();
  }

  async #offer(socket: string, renderer: string): Promise<void> {
    const { view, training, extensionUri } = this.parts;
    const loan = await training.lend(socket, renderer, ({ buffer }) => this.#tell({ type: 'engine', message: buffer }));
    if (loan === undefined) return;
    this.#loan = loan;
    this.#tell({ type: 'lend', script: gpuScript(view.webview, extensionUri) });
    await loan.closed;
    if (this.#loan !== loan) return;
    this.#loan = undefined;
    this.#tell({ type: 'return' });
  }

  #tell(message: ToLender): void {
    void this.parts.view.webview.postMessage(message);
  }
}
