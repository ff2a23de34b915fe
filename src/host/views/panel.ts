import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import { parseFromPanel } from '../../protocol/panelMessages.ts';
import { webviewHtml, webviewOptions } from './webviewHtml.ts';

/** What a panel shows: a run, or the graph of an experiment that has none yet. */
export interface PanelSubject {
  readonly title: string;
  /** Tells a new page everything, and then what changes, until it is disposed. */
  show(post: (message: ToPanel) => void): Disposable;
  /** @param stop when the panel is closed @returns what there is to answer @throws Error, in words for the page */
  handle(message: FromPanel, stop: AbortSignal): Promise<ToPanel | undefined>;
}

export interface PanelParts {
  readonly extensionUri: Uri;
  /** Is told what goes wrong within the page. */
  readonly log: (message: string) => void;
}

/**
 * One panel. Its page is a view that lives only while it is visible, unless it is retained: it is told everything when it comes into sight, while it
 * still loads (VS Code keeps what is posted until then), and nothing once it is hidden. A page that was told nothing asks.
 */
export class Panel {
  #shown: Disposable | undefined;
  /** What is under way for it ends with it. */
  readonly #closed = new AbortController();
  /** What is shown was told to some page. */
  #told = false;
  /** Waits for a page in sight. */
  #asked: ToPanel | undefined;

  constructor(readonly view: WebviewPanel, private readonly subject: PanelSubject, private readonly parts: PanelParts) {
    view.title = subject.title;
    view.webview.options = webviewOptions(parts.extensionUri);
    view.webview.onDidReceiveMessage((message: unknown) => this.#receive(parseFromPanel(message)));
    view.onDidChangeViewState(() => this.#followVisibility());
    view.onDidDispose(() => {
      this.#hide();
      this.#closed.abort();
    });
    view.webview.html = webviewHtml(view.webview, parts.extensionUri, 'panel', subject.title);
    this.#followVisibility();
  }

  /** What a person asked to be shown, now or as soon as the page is in sight. */
  ask(message: ToPanel): void {
    this.#asked = message;
    if (this.#shown) this.#tellAsked();
  }

  async #receive(message: FromPanel | undefined): Promise<void> {
    if (message === undefined) return;
    switch (message.type) {
      case 'ready': return this.#answer();
      case 'pageError': return this.parts.log(`Panel of “${this.subject.title}”: ${message.message}`);
      default: return this.#ask(message).then(answer => answer && this.#tell(answer));
    }
  }

  /** What goes wrong is the answer of a question that waits for one, and a problem beside the rest else. */
  #ask(message: FromPanel): Promise<ToPanel | undefined> {
    const problem = ({ message: problem }: Error): ToPanel => (message.type === 'inside' ? { type: 'inside', problem } : { type: 'update', problem });
    return this.subject.handle(message, this.#closed.signal).catch(problem);
  }

  #followVisibility(): void {
    if (!this.view.visible) this.#hide();
    else if (!this.#shown) this.#show();
  }

  /** A page has heard nothing: what is being read will reach it, what was told already went to the page before it. */
  #answer(): void {
    if (!this.#shown || this.#told) this.#show();
  }

  #show(): void {
    this.#hide();
    this.#shown = this.subject.show(message => this.#tell(message));
    this.#tellAsked();
  }

  #tellAsked(): void {
    if (this.#asked) void this.view.webview.postMessage(this.#asked);
    this.#asked = undefined;
  }

  #hide(): void {
    this.#shown?.dispose();
    this.#shown = undefined;
    this.#told = false;
  }

  #tell(message: ToPanel): void {
    if (this.#closed.signal.aborted) return;
    this.#told = true;
    void this.view.webview.postMessage(message);
  }
}
