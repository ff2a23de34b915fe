import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import { parseFromPanel } from '../../protocol/panelMessages.ts';
import { webviewHtml, webviewOptions } from './webviewHtml.ts';

/** What a panel shows: a run, or the graph of an experiment that has none yet. */
export interface PanelSubject {
  readonly title: string;
  /** Tells a new page everything, and then what changes, until it is disposed. */
  show(post: (message: ToPanel) => void): Disposable;
  /** @throws Error, in words for the page */
  handle(message: FromPanel): Promise<void>;
}

export interface PanelParts {
  readonly extensionUri: Uri;
  /** Is told what goes wrong within the page. */
  readonly log: (message: string) => void;
}

/**
 * One panel. Its page is a view that lives only while it is visible, unless it is retained: whenever there is a new one it says
 * `ready` and is told everything; a hidden one is told nothing. While a page loads, what it will be told is already being read.
 */
export class Panel {
  #shown: Disposable | undefined;
  /** What was told before the page was ready; undefined once it is. */
  #waiting: ToPanel[] | undefined;
  /** A page is there, hidden or not. */
  #isLoaded = false;

  constructor(readonly view: WebviewPanel, private readonly subject: PanelSubject, private readonly parts: PanelParts) {
    view.title = subject.title;
    view.webview.options = webviewOptions(parts.extensionUri);
    view.webview.onDidReceiveMessage((message: unknown) => this.#receive(parseFromPanel(message)));
    view.onDidChangeViewState(() => this.#followVisibility());
    view.onDidDispose(() => this.#hide());
    view.webview.html = webviewHtml(view.webview, parts.extensionUri, 'panel', subject.title);
    this.#followVisibility();
  }

  async #receive(message: FromPanel | undefined): Promise<void> {
    if (message === undefined) return;
    switch (message.type) {
      case 'ready': return this.#begin();
      case 'pageError': return this.parts.log(`Panel of “${this.subject.title}”: ${message.message}`);
      default: return this.subject.handle(message).catch((error: Error) => this.#tell({ type: 'update', problem: error.message }));
    }
  }

  #followVisibility(): void {
    if (!this.view.visible) this.#hide();
    else if (!this.#shown) this.#show();
  }

  /** A page is there. One that comes when another was told already is told all anew. */
  #begin(): void {
    this.#isLoaded = true;
    if (!this.#waiting) this.#show();
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const message of waiting) this.#tell(message);
  }

  #show(): void {
    this.#hide();
    this.#waiting = this.#isLoaded && this.view.options.retainContextWhenHidden === true ? undefined : [];
    this.#shown = this.subject.show(message => this.#tell(message));
  }

  #hide(): void {
    this.#shown?.dispose();
    this.#shown = undefined;
    this.#waiting = undefined;
  }

  #tell(message: ToPanel): void {
    if (this.#waiting) this.#waiting.push(message);
    else if (this.#shown) void this.view.webview.postMessage(message);
  }
}
