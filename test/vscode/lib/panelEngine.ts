import * as vscode from 'vscode';
import type { Channel } from '../../../src/engine/remote/channel.ts';
import { RemoteEngine } from '../../../src/engine/remote/remoteEngine.ts';
import { gpuScript, webviewHtml, webviewOptions } from '../../../src/host/views/webviewHtml.ts';
import type { ToLender } from '../../../src/protocol/panel.ts';
import { parseFromLender, parseFromPanel } from '../../../src/protocol/panelMessages.ts';
import { until } from './runner.ts';

/** Opens the panel's own page, without a run, and hands over the engine that it lends. */
export async function withPanelEngine(work: (engine: RemoteEngine) => Promise<void>): Promise<void> {
  const { extensionUri } = vscode.extensions.getExtension('unfold.unfold')!;
  const { webview, close } = openPage(extensionUri);
  try {
    let isReady = false;
    webview.onDidReceiveMessage((message: unknown) => { isReady ||= parseFromPanel(message)?.type === 'ready'; });
    webview.html = webviewHtml(webview, extensionUri, 'panel', 'Engine');
    await until('the page is there', () => isReady, 60_000);
    await webview.postMessage({ type: 'lend', script: gpuScript(webview, extensionUri) } satisfies ToLender);
    await work(await RemoteEngine.open(channelTo(webview)));
  } finally {
    close();
  }
}

function openPage(extensionUri: vscode.Uri): { webview: vscode.Webview; close: () => void } {
  const view = vscode.window.createWebviewPanel('unfoldTest.engine', 'Engine', vscode.ViewColumn.Active, { retainContextWhenHidden: true });
  view.webview.options = webviewOptions(extensionUri);
  return { webview: view.webview, close: () => view.dispose() };
}

function channelTo(webview: vscode.Webview): Channel {
  return {
    send: ({ buffer }) => void webview.postMessage({ type: 'engine', message: buffer } satisfies ToLender),
    listen: listener => void webview.onDidReceiveMessage((message: unknown) => {
      const parsed = parseFromLender(message);
      if (parsed?.type === 'engine') listener.message(new Uint8Array(parsed.message));
      if (parsed?.type === 'engineLost') listener.closed(parsed.reason);
    }),
    close: () => undefined,
  };
}
