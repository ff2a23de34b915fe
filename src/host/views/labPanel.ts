import { ViewColumn, window, workspace } from 'vscode';
import type { Uri, WebviewPanel } from 'vscode';
import type { ToLab } from '../../protocol/lab.ts';
import { parseFromLab } from '../../protocol/labMessages.ts';
import type { Lab } from '../platform.ts';
import { searchInLab } from './labSearch.ts';
import { webviewHtml, webviewOptions } from './webviewHtml.ts';

/** The lab of one table: a page with a process of its own that fits. */
export function openLab(file: Uri, lab: Lab, extensionUri: Uri, log: (message: string) => void): WebviewPanel {
  const name = workspace.asRelativePath(file);
  const panel = window.createWebviewPanel('unfold.lab', `Echo State: ${file.path.split('/').at(-1)}`, ViewColumn.Active, { ...webviewOptions(extensionUri), retainContextWhenHidden: true });
  const post = (message: ToLab) => void panel.webview.postMessage(message);
  const inWords = ({ message }: Error) => message.replace(file.fsPath, name);
  const tell = async (work: Promise<ToLab>, serial?: number): Promise<void> => post(await work.catch((error: Error): ToLab => ({ type: 'problem', message: inWords(error), ...(serial !== undefined && { serial }) })));
  panel.webview.onDidReceiveMessage((received: unknown) => {
    const message = parseFromLab(received);
    switch (message?.type) {
      case undefined:
        return undefined;
      case 'ready':
        return tell(lab.request('table', { file: file.fsPath }).then(table => ({ type: 'table', file: name, table })));
      case 'fit':
        return tell(lab.request('fit', { file: file.fsPath, options: message.options }).then(fit => ({ type: 'fit', serial: message.serial, fit })), message.serial);
      case 'search':
      case 'stopSearch':
        return searchInLab(lab, file.fsPath, message, post, inWords);
      case 'diagnose': {
        const { serial, request } = message;
        return lab.request('diagnostics', request).catch(({ message: problem }: Error) => ({ problem })).then(diagnosis => post({ type: 'diagnosis', serial, diagnosis }));
      }
      case 'pageError':
        return log(`Echo state lab: ${message.message}`);
    }
  });
  panel.onDidDispose(() => lab.dispose());
  panel.webview.html = webviewHtml(panel.webview, extensionUri, 'lab', 'Echo state lab');
  return panel;
}
