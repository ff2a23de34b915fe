/** What VS Code gives a webview, once. */
interface WebviewApi<State> {
  postMessage(message: unknown): void;
  getState(): State | undefined;
  setState(state: State): void;
}

declare function acquireVsCodeApi<State>(): WebviewApi<State>;

/** What was said while this script loaded, and who heard it (src/host/views/webviewHtml.ts). */
declare const early: { readonly events: MessageEvent<unknown>[]; readonly hear: (event: MessageEvent<unknown>) => void };

interface PageMessage {
  readonly type: string;
}

/** The other side of a page: the extension host. */
export interface Host<In extends PageMessage, Out extends PageMessage, State> {
  post(message: Out): void;
  /** Hands on each message whose type is known, from the first that was sent; each who listens hears all. @returns ends the listening */
  listen(handle: (message: In) => void): () => void;
  /** What `save` kept, also when the page was hidden or reloaded since. */
  saved(): State | undefined;
  save(state: State): void;
}

/**
 * Connects the page to the extension host. Errors nobody caught are sent as `pageError`.
 * @param known the types of messages the page understands; anything else is not from our host and is left alone
 */
export function connect<In extends PageMessage, Out extends PageMessage, State>(known: readonly In['type'][]): Host<In, Out, State> {
  const api = acquireVsCodeApi<State>();
  window.addEventListener('error', (event) => api.postMessage({ type: 'pageError', message: event.message }));
  window.addEventListener('unhandledrejection', (event) => api.postMessage({ type: 'pageError', message: String(event.reason) }));
  return {
    post: (message) => api.postMessage(message),
    listen(handle) {
      const receive = ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data) && known.includes(data.type)) handle(data as In);
      };
      window.removeEventListener('message', early.hear);
      early.events.forEach(receive);
      window.addEventListener('message', receive);
      return () => window.removeEventListener('message', receive);
    },
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}

function isMessage(data: unknown): data is PageMessage {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}
